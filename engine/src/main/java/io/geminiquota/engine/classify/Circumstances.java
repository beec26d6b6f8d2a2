package io.geminiquota.engine.classify;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the caller knows about a failed call beside the verdict.
 *
 * @param project the project of the call's route, or {@code key-} and a hash for one that is known
 *     by its API key only; null if not known
 * @param model the model that was asked for; null if not known
 * @param now the wall-clock time of the failure
 * @param zone the zone in which the reader lives
 * @param admissionWait how long the call would have had to wait for admission; null if that was not
 *     the reason to give up
 */
public record Circumstances(
    @Nullable String project,
    @Nullable String model,
    Instant now,
    ZoneId zone,
    @Nullable Duration admissionWait) {}
