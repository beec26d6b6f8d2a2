package io.geminiquota.engine.policy;

import io.geminiquota.annotations.Priority;
import java.time.Duration;
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
 */
public record MethodPolicy(
    String name,
    @Nullable String model,
    Limits budget,
    @Nullable Integer retries,
    @Nullable Duration maxWait,
    @Nullable Priority priority) {}
