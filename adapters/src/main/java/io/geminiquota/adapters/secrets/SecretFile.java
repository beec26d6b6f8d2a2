package io.geminiquota.adapters.secrets;

import io.geminiquota.engine.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds one credential, and the credential that was read last. When the file cannot be
 * read, or holds none, for a moment, that one stays. Thread-safe: one thread at a time looks, and
 * none waits for it that could have the last one.
 */
final class SecretFile {

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path path;
  private final TimeSource time;
  private final Consumer<Unreadable> trouble;
  private final ReentrantLock looking = new ReentrantLock();

  private volatile @Nullable Look last;
  private volatile @Nullable String secret;

  /** Guarded by the lock. */
  private @Nullable State read;

  /** When it was looked at. */
  private record Look(long at) {}

  /** What changes when somebody writes the file, or puts another one in its place. */
  private record State(FileTime written, long size, @Nullable Object file) {

    static State of(BasicFileAttributes attributes) {
      return new State(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  /**
   * Why no credential could be read now.
   *
   * @param reason for a person
   * @param hasEarlier whether there is one that was read before
   */
  record Unreadable(String reason, boolean hasEarlier) {}

  SecretFile(Path path, TimeSource time, Consumer<Unreadable> trouble) {
    this.path = path;
    this.time = time;
    this.trouble = trouble;
  }

  /** The credential, null if none was ever there. */
  @Nullable String read() {
    Look look = last;
    if (look == null) {
      looking.lock();
    } else if (time.nanoTime() - look.at() < PAUSE_NANOS || !looking.tryLock()) {
      return secret;
    }
    try {
      if (last == look) {
        look();
        last = new Look(time.nanoTime());
      }
    } finally {
      looking.unlock();
    }
    return secret;
  }

  private void look() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      State now = State.of(attributes);
      if (now.equals(read)) {
        return;
      }
      String reason = attributes.isRegularFile() ? take() : "it is no file";
      if (reason == null) {
        read = now;
      } else {
        read = null;
        tell(reason);
      }
    } catch (IOException e) {
      read = null;
      tell(reason(e));
    }
  }

  /** Takes what stands in the file; null if that was a credential, else what is wrong. */
  private @Nullable String take() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(2 * SecretText.LONGEST);
    }
    String found = SecretText.in(new String(bytes, StandardCharsets.UTF_8));
    if (found == null) {
      return bytes.length == 0 ? "it is empty" : SecretText.WRONG;
    }
    secret = found;
    return null;
  }

  private void tell(String reason) {
    trouble.accept(new Unreadable(reason, secret != null));
  }

  private static String reason(IOException fault) {
    if (fault instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return fault instanceof AccessDeniedException
        ? "permission denied"
        : "it cannot be read: " + fault.getClass().getSimpleName();
  }
}
