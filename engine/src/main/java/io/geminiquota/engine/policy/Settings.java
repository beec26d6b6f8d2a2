package io.geminiquota.engine.policy;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user configured, complete with defaults. Immutable.
 *
 * @param enabled whether anything is done at all
 * @param requestsPerMinute the ceiling of every model without one of its own, null for none
 * @param modelRequestsPerMinute the ceilings of single models, by {@link ModelName#canonical}
 * @param retries how often a failed call is sent again when that can help, 0 or more
 * @param maxWait how long a call may wait for quota in all
 * @param minute how long a quota minute is
 * @param project the project of API keys, null when nobody said
 * @param sdkRetries what becomes of the SDK's own retries
 * @param otlpEndpoint where spans go without an OpenTelemetry of the application, null for nowhere
 */
public record Settings(
    boolean enabled,
    @Nullable Long requestsPerMinute,
    Map<String, Long> modelRequestsPerMinute,
    int retries,
    Duration maxWait,
    Duration minute,
    @Nullable String project,
    SdkRetries sdkRetries,
    @Nullable String otlpEndpoint) {

  private static final Settings DEFAULTS =
      new Settings(
          true,
          null,
          Map.of(),
          10,
          Duration.ofMinutes(10),
          Duration.ofSeconds(60),
          null,
          SdkRetries.REPLACE,
          null);

  /** Copies the map, so that settings never change. */
  public Settings {
    modelRequestsPerMinute = Map.copyOf(modelRequestsPerMinute);
  }

  /** What holds when nothing is set. */
  public static Settings defaults() {
    return DEFAULTS;
  }

  /** The ceiling of a model in requests per minute, null when none is configured. */
  public @Nullable Long requestsPerMinuteOf(String model) {
    Long own = modelRequestsPerMinute.get(ModelName.canonical(model));
    return own != null ? own : requestsPerMinute;
  }
}
