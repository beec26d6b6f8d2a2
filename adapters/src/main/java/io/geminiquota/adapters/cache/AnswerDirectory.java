package io.geminiquota.adapters.cache;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.cache.CacheKey;
import io.geminiquota.engine.cache.CachedCall;
import io.geminiquota.engine.cache.KeptAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The files. Each is written under a name of its own and takes its place at once, so whoever reads,
 * or is killed, finds the whole of it or nothing. The time of its last change is when it expires.
 */
final class AnswerDirectory {

  /** The bytes of all files together at most. */
  static final long LARGEST = 1024L * 1024 * 1024;

  static final String SUFFIX = ".answer";
  static final String UNFINISHED = ".tmp";

  private static final int LARGEST_FILE = CachedCall.LARGEST + 4096;

  private final Path directory;
  private final TimeSource time;
  private final DiskSpace space;
  private final AtomicLong written = new AtomicLong();

  AnswerDirectory(Path directory, long bytes, TimeSource time) {
    this.directory = directory;
    this.time = time;
    this.space = new DiskSpace(directory, bytes, time);
  }

  /** Makes the directory if it is not there, and removes what is not wanted any more. */
  void open() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, OwnerRights.ofDirectory(directory));
    }
    space.sweep();
  }

  /** What is kept under a key, null if that is no answer. */
  @Nullable KeptAnswer read(CacheKey key) throws IOException {
    Path file = file(key);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST_FILE);
    } catch (NoSuchFileException e) {
      return null;
    }
    KeptAnswer answer = AnswerFile.read(key, bytes);
    if (answer == null ? AnswerFile.isDamaged(bytes) : !time.now().isBefore(answer.expires())) {
      Files.deleteIfExists(file);
      return null;
    }
    return answer;
  }

  void write(CacheKey key, KeptAnswer answer) throws IOException {
    byte[] bytes = AnswerFile.write(key, answer);
    Path file = file(key);
    Path unfinished =
        directory.resolve(
            key.hex()
                + '.'
                + ProcessHandle.current().pid()
                + '-'
                + written.incrementAndGet()
                + UNFINISHED);
    boolean moved = false;
    try {
      writeNew(unfinished, bytes);
      Files.setLastModifiedTime(unfinished, FileTime.from(answer.expires()));
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(unfinished);
      }
    }
    space.added(bytes.length);
  }

  private static void writeNew(Path file, byte[] bytes) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, OwnerRights.ofFile(file))) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }

  private Path file(CacheKey key) {
    return directory.resolve(key.hex() + SUFFIX);
  }
}
