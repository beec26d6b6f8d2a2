package io.geminiquota.adapters.cache;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.cache.AnswerStore;
import io.geminiquota.engine.cache.CacheKey;
import io.geminiquota.engine.cache.KeptAnswer;
import io.geminiquota.engine.policy.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers in a directory, beyond the end of the JVM; several JVMs may share it. They are written
 * behind the calls' backs, one after the other; what cannot keep up is not written. Who reads waits
 * for the disk a fifth of a second at most. Whatever goes wrong is one line, and nothing is kept
 * there for a minute.
 */
public final class DiskAnswers implements AnswerStore, AutoCloseable {

  private static final String SETTING = Setting.CACHE_DIR.shortName();
  private static final long PATIENCE_MILLIS = 200;
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final int MOST_UNWRITTEN = 64;
  private static final int MOST_READERS = 4;

  private final Path directory;
  private final AnswerDirectory answers;
  private final TimeSource time;
  private final BiConsumer<String, String> lines;
  private final DiskDesk readers = new DiskDesk("gemini-quota-cache-read", MOST_READERS, 0);
  private final DiskDesk writer = new DiskDesk("gemini-quota-cache-write", 1, MOST_UNWRITTEN);
  private volatile @Nullable Long pausedAt;

  /**
   * Looks at the directory, on a thread of its own.
   *
   * @param directory an absolute path; made if it is not there
   * @param time the clock
   * @param lines takes a topic and a line for the user, which may come often
   */
  public DiskAnswers(Path directory, TimeSource time, BiConsumer<String, String> lines) {
    this(directory, AnswerDirectory.LARGEST, time, lines);
  }

  /**
   * @param bytes of answers at most
   */
  DiskAnswers(Path directory, long bytes, TimeSource time, BiConsumer<String, String> lines) {
    this.directory = directory;
    this.answers = new AnswerDirectory(directory, bytes, time);
    this.time = time;
    this.lines = lines;
    write(answers::open);
  }

  @Override
  public @Nullable KeptAnswer find(CacheKey key) {
    if (isPaused()) {
      return null;
    }
    Future<@Nullable KeptAnswer> reading = null;
    try {
      reading = readers.submit(() -> answers.read(key));
      return reading.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      reading.cancel(false);
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      reading.cancel(false);
      pause("it did not answer within " + PATIENCE_MILLIS + " ms");
    } catch (ExecutionException e) {
      pause(reason(e.getCause()));
    } catch (RejectedExecutionException e) {
      // All readers are waiting for the disk.
    }
    return null;
  }

  @Override
  public void keep(CacheKey key, KeptAnswer answer) {
    if (!isPaused()) {
      write(() -> answers.write(key, answer));
    }
  }

  /** Waits two seconds at most until all is written. */
  @Override
  public void close() {
    readers.close(Duration.ZERO);
    writer.close(FAREWELL);
  }

  private void write(Writing step) {
    Callable<@Nullable Void> work =
        () -> {
          try {
            step.run();
          } catch (IOException | RuntimeException e) {
            pause(reason(e));
          }
          return null;
        };
    try {
      Future<?> unused = writer.submit(work);
    } catch (RejectedExecutionException e) {
      // The disk is slower than the answers come.
    }
  }

  private boolean isPaused() {
    Long since = pausedAt;
    return since != null && time.nanoTime() - since < PAUSE.toNanos();
  }

  private void pause(String reason) {
    pausedAt = time.nanoTime();
    lines.accept(
        SETTING,
        SETTING
            + '='
            + directory
            + " cannot be used ("
            + reason
            + "): it must be "
            + Setting.CACHE_DIR.allowed()
            + "; until then "
            + Setting.CACHE_DIR.otherwise()
            + " only; it is tried again");
  }

  private static String reason(@Nullable Throwable fault) {
    return fault == null ? "for an unknown reason" : fault.getClass().getSimpleName();
  }

  /** What touches the disk. */
  private interface Writing {
    void run() throws IOException;
  }
}
