package io.geminiquota.agent.core;

import io.geminiquota.adapters.log.SeldomLines;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the agent has to say, on stderr, a line at a time: never in the application's own logging,
 * which may be what called us. Of what can repeat, one line in ten minutes is said.
 */
public final class Log {

  private final SeldomLines seldom;
  private final LongAdder faults = new LongAdder();
  private volatile @Nullable String lastFault;

  /**
   * Faults of ours.
   *
   * @param count how many there were
   * @param last what was, or would have been, said of the last one; null if there was none
   */
  public record Faults(long count, @Nullable String last) {}

  /**
   * @param nanoTime a monotonic clock
   */
  public Log(LongSupplier nanoTime) {
    this.seldom = new SeldomLines(nanoTime, this::line);
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
    seldom.say(topic, line);
  }

  /**
   * Tells of a fault of ours, by its last cause. Its message is left out, because it may quote what
   * the application sent.
   *
   * @param consequence what it means for the application, e.g. {@code a call ran without us}
   */
  public void fault(String consequence, Throwable fault) {
    String line = consequence + ": " + place(fault) + "; please report this line";
    faults.increment();
    lastFault = line;
    seldom("fault", line);
  }

  /** The faults up to now. */
  public Faults faults() {
    return new Faults(faults.sum(), lastFault);
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
}
