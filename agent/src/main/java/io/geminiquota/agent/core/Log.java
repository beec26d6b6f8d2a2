package io.geminiquota.agent.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the agent has to say, on stderr, a line at a time: never in the application's own logging,
 * which may be what called us. Of what can repeat, one line in ten minutes is said.
 */
public final class Log {

  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final LongSupplier nanoTime;
  private final Map<String, Topic> topics = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a monotonic clock
   */
  public Log(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Says a line, as it is. */
  public void line(String line) {
    System.err.println("gemini-quota: " + line);
  }

  /**
   * Says a line, unless another one on the same topic was said within the last ten minutes.
   *
   * @param topic a constant
   */
  public void seldom(String topic, String line) {
    long now = nanoTime.getAsLong();
    String suffix = topics.computeIfAbsent(topic, name -> new Topic()).suffix(now);
    if (suffix != null) {
      line(line + suffix);
    }
  }

  /**
   * Tells of a fault of ours, by its last cause. Its message is left out, because it may quote what
   * the application sent.
   *
   * @param consequence what it means for the application, e.g. {@code a call ran without us}
   */
  public void fault(String consequence, Throwable fault) {
    seldom("fault", consequence + ": " + place(fault) + "; please report this line");
  }

  private static String place(Throwable thrown) {
    Throwable fault = thrown;
    while (fault.getCause() != null) {
      fault = fault.getCause();
    }
    StackTraceElement[] trace = fault.getStackTrace();
    for (StackTraceElement element : trace) {
      if (element.getClassName().startsWith("io.geminiquota.")) {
        return fault.getClass().getName() + " at " + element;
      }
    }
    return fault.getClass().getName() + (trace.length > 0 ? " at " + trace[0] : "");
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
