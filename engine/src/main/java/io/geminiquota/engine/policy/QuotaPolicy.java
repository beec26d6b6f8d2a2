package io.geminiquota.engine.policy;

import io.geminiquota.annotations.Priority;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants for a call.
 *
 * @param retries how often it is sent again at most, 0 or more
 * @param maxWait how long it may wait for quota in all, 0 or more
 * @param priority who goes first when several calls wait
 * @param fallback the models to be asked instead, the best first; null for those that the settings
 *     name for the call's own
 * @param fallbackAfter how long it waits for its own model before another one is asked
 * @param cache how long its answer is kept for identical calls, zero for not at all; null for what
 *     the settings say of its model
 */
public record QuotaPolicy(
    int retries,
    Duration maxWait,
    Priority priority,
    @Nullable List<String> fallback,
    Duration fallbackAfter,
    @Nullable Duration cache) {

  /** What the settings say for calls that nothing else is said of. */
  public static QuotaPolicy of(Settings settings) {
    return new QuotaPolicy(
        settings.retries(),
        settings.maxWait(),
        Priority.NORMAL,
        null,
        settings.routes().fallbackAfter(),
        null);
  }

  /** The same but for what a method's annotation says. */
  public QuotaPolicy in(MethodPolicy method) {
    return new QuotaPolicy(
        method.retries() == null ? retries : method.retries(),
        method.maxWait() == null ? maxWait : method.maxWait(),
        method.priority() == null ? priority : method.priority(),
        method.fallback() == null ? fallback : method.fallback(),
        method.fallbackAfter() == null ? fallbackAfter : method.fallbackAfter(),
        method.cache() == null ? cache : method.cache());
  }

  /** The same, for a call that has less time than its policy allows. */
  public QuotaPolicy within(Duration patience) {
    return patience.compareTo(maxWait) < 0
        ? new QuotaPolicy(retries, patience, priority, fallback, fallbackAfter, cache)
        : this;
  }
}
