package io.geminiquota.engine.policy;

import java.util.Locale;

/**
 * Everything that a user can set, by one name everywhere: {@code gemini.quota.<name>} as a system
 * property, {@code GEMINI_QUOTA_<NAME>} in the environment, {@code <name>} as an agent argument.
 */
public enum Setting {
  /** Whether anything is done at all. */
  ENABLED("enabled", "true or false", "true"),
  /** Requests per minute of every model that has no limit of its own; a ceiling. */
  RPM("rpm", "a whole number from 1 to 1000000000", "what the server's errors teach"),
  /** Requests per minute of one model; a ceiling. */
  MODEL_RPM("models.<model>.rpm", RPM.allowed, "the value of rpm"),
  /** How often a failed call is sent again when that can help. */
  RETRIES("retries", "a whole number from 0 to 100", "10"),
  /** How long a call may wait for quota in all. */
  MAX_WAIT("max-wait", "a duration from 0s to 7d, like 500ms, 30s or 1h30m", "10m"),
  /** How long a quota minute is; other than 60 s only in front of a simulator. */
  MINUTE("minute", "a duration from 100ms to 1h", "60s"),
  /** The project whose quota an API key uses, where the request does not say. */
  PROJECT("project", "a project id or number", "a short hash of the API key"),
  /** What becomes of the retries that the com.google.genai SDK would make by itself. */
  SDK_RETRIES("sdk-retries", "replace or keep", "replace"),
  /** Where spans go when the application has no OpenTelemetry of its own. */
  OTLP_ENDPOINT(
      "otlp-endpoint", "an http or https URL", "OTEL_EXPORTER_OTLP_ENDPOINT, else no spans");

  private final String shortName;
  private final String allowed;
  private final String otherwise;

  Setting(String shortName, String allowed, String otherwise) {
    this.shortName = shortName;
    this.allowed = allowed;
    this.otherwise = otherwise;
  }

  /** The name as an agent argument, e.g. {@code max-wait}. */
  public String shortName() {
    return shortName;
  }

  /** The name as a system property, e.g. {@code gemini.quota.max-wait}. */
  public String propertyName() {
    return SettingSource.PROPERTY_PREFIX + shortName;
  }

  /** The name in the environment, e.g. {@code GEMINI_QUOTA_MAX_WAIT}. */
  public String environmentName() {
    return SettingSource.ENVIRONMENT_PREFIX
        + shortName.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  /** Which values are accepted, in words. */
  public String allowed() {
    return allowed;
  }

  /** What holds when nothing, or nothing acceptable, is set, in words. */
  public String otherwise() {
    return otherwise;
  }
}
