package io.geminiquota.engine.policy;

import io.geminiquota.annotations.Priority;
import java.time.Duration;

/**
 * What the user wants for a call.
 *
 * @param retries how often it is sent again at most, 0 or more
 * @param maxWait how long it may wait for quota in all, 0 or more
 * @param priority who goes first when several calls wait
 */
public record QuotaPolicy(int retries, Duration maxWait, Priority priority) {

  /** What the settings say for calls that nothing else is said of. */
  public static QuotaPolicy of(Settings settings) {
    return new QuotaPolicy(settings.retries(), settings.maxWait(), Priority.NORMAL);
  }

  /** The same but for what a method's annotation says. */
  public QuotaPolicy in(MethodPolicy method) {
    if (method.retries() == null && method.maxWait() == null && method.priority() == null) {
      return this;
    }
    return new QuotaPolicy(
        method.retries() == null ? retries : method.retries(),
        method.maxWait() == null ? maxWait : method.maxWait(),
        method.priority() == null ? priority : method.priority());
  }

  /** The same, for a call that has less time than its policy allows. */
  public QuotaPolicy within(Duration patience) {
    return patience.compareTo(maxWait) < 0 ? new QuotaPolicy(retries, patience, priority) : this;
  }
}
