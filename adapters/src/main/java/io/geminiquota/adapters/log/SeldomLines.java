package io.geminiquota.adapters.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Says of what can repeat one line in ten minutes. Thread-safe. */
public final class SeldomLines {

  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final LongSupplier nanoTime;
  private final Consumer<String> out;
  private final Map<String, Topic> topics = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a monotonic clock
   * @param out takes the lines
   */
  public SeldomLines(LongSupplier nanoTime, Consumer<String> out) {
    this.nanoTime = nanoTime;
    this.out = out;
  }

  /**
   * Says a line, unless another one on the same topic was said within the last ten minutes.
   *
   * @param topic a constant
   */
  public void say(String topic, String line) {
    long now = nanoTime.getAsLong();
    String suffix = topics.computeIfAbsent(topic, name -> new Topic()).suffix(now);
    if (suffix != null) {
      out.accept(line + suffix);
    }
  }

  /** When something was last said, and how often it was not said since. */
  private static final class Topic {

    private boolean said;
    private long lastSaid;
    private long unsaid;

    /** What to append to the line that is due, or null if none is. */
    synchronized @Nullable String suffix(long now) {
      if (said && now - lastSaid < PAUSE_NANOS) {
        unsaid++;
        return null;
      }
      String suffix = unsaid == 0 ? "" : " (and " + unsaid + " more in between)";
      said = true;
      lastSaid = now;
      unsaid = 0;
      return suffix;
    }
  }
}
