package io.geminiquota.adapters.cache;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.cache.AnswerCache;
import io.geminiquota.engine.cache.AnswerStore;
import io.geminiquota.engine.policy.CacheSettings;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the cache of a JVM together, as the settings say. */
public final class KeptAnswers implements AutoCloseable {

  private final CacheSettings settings;
  private final TimeSource time;
  private final AnswerCache cache;
  private final @Nullable DiskAnswers disk;

  /**
   * A directory is looked at, in the background; all else begins with the first call that shares
   * answers.
   *
   * @param settings what the user configured
   * @param time the clock
   * @param timer ends waits
   * @param lines takes a topic and a line for the user, which may come often
   * @param faults is told what goes wrong here, which is a fault of ours
   */
  public KeptAnswers(
      CacheSettings settings,
      TimeSource time,
      Timer timer,
      BiConsumer<String, String> lines,
      Consumer<Throwable> faults) {
    this.settings = settings;
    this.time = time;
    String directory = settings.directory();
    this.disk = directory == null ? null : new DiskAnswers(Path.of(directory), time, lines);
    this.cache =
        new AnswerCache(
            settings, this::open, time, timer, line -> lines.accept("cache-sampled", line), faults);
  }

  /** The cache. */
  public AnswerCache cache() {
    return cache;
  }

  /** Waits, but not for long, until what is to be kept on disk is there. */
  @Override
  public void close() {
    if (disk != null) {
      disk.close();
    }
  }

  private AnswerStore open() {
    MemoryAnswers memory = new MemoryAnswers(settings.memory(), time);
    return disk == null ? memory : new LayeredAnswers(memory, disk);
  }
}
