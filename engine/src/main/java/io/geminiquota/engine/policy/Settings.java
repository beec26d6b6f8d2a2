package io.geminiquota.engine.policy;

import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the user configured, complete with defaults. Immutable.
 *
 * @param enabled whether anything is done at all
 * @param limits the limits of projects and models, and what they are worth; {@link #limitsOf} and
 *     {@link #presetOf} tell them for a model
 * @param retries how often a failed call is sent again when that can help, 0 or more
 * @param maxWait how long a call may wait for quota in all
 * @param queue how many calls may wait at one gate at most, 1 or more
 * @param minute how long a quota minute is
 * @param quotaZone the id of the time zone in which the quota day ends at midnight
 * @param stateDir the directory in which the counts of the quota day are kept beyond a restart, an
 *     absolute path; null to keep nothing
 * @param project the project of API keys, null when nobody said
 * @param routes the other ways that calls can go
 * @param cache what is done about identical calls
 * @param cluster with whom the quotas are shared
 * @param sdkRetries what becomes of the SDK's own retries
 * @param log whether failed calls and alerts are told in the log
 * @param otlpEndpoint where spans go without an OpenTelemetry of the application, null for nowhere
 */
public record Settings(
    boolean enabled,
    LimitSettings limits,
    int retries,
    Duration maxWait,
    int queue,
    Duration minute,
    String quotaZone,
    @Nullable String stateDir,
    @Nullable String project,
    RouteSettings routes,
    CacheSettings cache,
    ClusterSettings cluster,
    SdkRetries sdkRetries,
    LogLines log,
    @Nullable String otlpEndpoint) {

  private static final Settings DEFAULTS =
      new Settings(
          true,
          LimitSettings.none(),
          10,
          Duration.ofMinutes(10),
          100_000,
          Duration.ofSeconds(60),
          "America/Los_Angeles",
          null,
          null,
          RouteSettings.none(),
          CacheSettings.none(),
          ClusterSettings.none(),
          SdkRetries.REPLACE,
          LogLines.TEXT,
          null);

  /** What holds when nothing is set. */
  public static Settings defaults() {
    return DEFAULTS;
  }

  /**
   * Where the clock stands that ends the day at midnight. Made when it is asked for: the first time
   * zone of a JVM costs tens of milliseconds, and settings are read before any call.
   */
  public ZoneId zone() {
    return ZoneId.of(quotaZone);
  }

  /**
   * The configured limits of a model in a project. What is set for the project goes before what is
   * set for all projects, and what is set for the model before what is set for all models.
   */
  public Limits limitsOf(String project, String model) {
    return limits.of(project, model);
  }

  /**
   * What the configured tier is believed to allow a model, without the limits that are configured:
   * those go before. Stale seeds, good only until the server tells otherwise, upward or downward,
   * and only for the Gemini Developer API: Vertex AI has no tiers.
   */
  public Limits presetOf(String project, String model) {
    return limits.presetOf(project, model);
  }
}
