package io.geminiquota.engine.policy;

import io.geminiquota.annotations.Priority;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @GeminiQuota} says of the Gemini calls made inside a method. What it leaves open is
 * as outside of the method.
 *
 * @param name of the budget: methods of one name share it
 * @param model which model the method itself is one call of, null when its calls are met where they
 *     are sent
 * @param budget what the calls may use of the project's quota, none for anything
 * @param retries how often a call is sent again at most, from 0 to 100
 * @param maxWait how long a call may wait for quota in all, 0 or more
 * @param priority who goes first when several calls wait
 * @param fallback the models to be asked instead, the best first; empty for none
 * @param fallbackAfter how long a call waits for its own model before another one is asked
 * @param cache how long answers are kept for identical calls, zero for not at all
 */
public record MethodPolicy(
    String name,
    @Nullable String model,
    Limits budget,
    @Nullable Integer retries,
    @Nullable Duration maxWait,
    @Nullable Priority priority,
    @Nullable List<String> fallback,
    @Nullable Duration fallbackAfter,
    @Nullable Duration cache) {

  /** Copies the list, so that a policy never changes. */
  public MethodPolicy {
    fallback = fallback == null ? null : List.copyOf(fallback);
  }

  /** Leaves everything open. */
  public static MethodPolicy open(String name) {
    return new MethodPolicy(name, null, Limits.none(), null, null, null, null, null, null);
  }
}
