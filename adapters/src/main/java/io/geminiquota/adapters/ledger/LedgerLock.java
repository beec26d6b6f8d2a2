package io.geminiquota.adapters.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lock that all JVMs take before they touch the ledger's file. It lies on a file of its own,
 * because the ledger's is replaced at each save. Some file systems have no locks: then nobody is
 * kept out.
 */
final class LedgerLock implements AutoCloseable {

  private static final long POLL_MILLIS = 5;

  private final FileChannel channel;
  private final @Nullable FileLock lock;

  private LedgerLock(FileChannel channel, @Nullable FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @param patience how long to wait for others
   * @throws IOException if the file cannot be made or opened
   * @throws InterruptedException if the wait was interrupted
   */
  static @Nullable LedgerLock take(Path file, Duration patience)
      throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixRights.ofFile(file));
    boolean taken = false;
    try {
      LedgerLock lock = poll(channel, patience);
      taken = lock != null;
      return lock;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static @Nullable LedgerLock poll(FileChannel channel, Duration patience)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return new LedgerLock(channel, lock);
        }
      } catch (OverlappingFileLockException e) {
        // Somebody else in this very JVM has it.
      } catch (IOException e) {
        return new LedgerLock(channel, null);
      }
      if (System.nanoTime() - begun > patience.toNanos()) {
        return null;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Whether others are kept out. */
  boolean isExclusive() {
    return lock != null;
  }

  /** Closing the file gives the lock back, also if the file system complains. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // What was to be done under the lock is done.
    }
  }
}
