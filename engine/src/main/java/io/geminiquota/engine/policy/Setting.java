package io.geminiquota.engine.policy;

import java.util.Locale;

/**
 * Everything that a user can set, by one name everywhere: {@code gemini.quota.<name>} as a system
 * property, {@code GEMINI_QUOTA_<NAME>} in the environment, {@code <name>} as an agent argument.
 */
public enum Setting {
  /** Whether anything is done at all. */
  ENABLED(SettingGroup.GENERAL, "enabled", "true or false", "true"),
  /** The file that settings stand in, too; not for frameworks that have files of their own. */
  CONFIG(SettingGroup.GENERAL, "config", "the absolute path of a YAML file", "no file"),
  /** The project whose quota an API key uses, where the request does not say. */
  PROJECT(SettingGroup.GENERAL, "project", "a project id or number", "a short hash of the API key"),
  /** Requests per minute of every model that has no such limit of its own. */
  RPM(SettingGroup.LIMITS, "rpm", Allowed.COUNT, Otherwise.LEARNED),
  /** Input tokens per minute of every model that has no such limit of its own. */
  TPM(SettingGroup.LIMITS, "tpm", Allowed.TOKENS, Otherwise.LEARNED),
  /** Images per minute of every model that has no such limit of its own. */
  IPM(SettingGroup.LIMITS, "ipm", Allowed.COUNT, Otherwise.LEARNED),
  /** Requests per day of every model that has no such limit of its own. */
  RPD(SettingGroup.LIMITS, "rpd", Allowed.COUNT, Otherwise.LEARNED),
  /** Input tokens per day of every model that has no such limit of its own. */
  TPD(SettingGroup.LIMITS, "tpd", Allowed.TOKENS, Otherwise.LEARNED),
  /** Images per day of every model that has no such limit of its own. */
  IPD(SettingGroup.LIMITS, "ipd", Allowed.COUNT, Otherwise.LEARNED),
  /** Requests under way at the same time, of every model that has no such limit of its own. */
  CONCURRENCY(SettingGroup.LIMITS, "concurrency", Allowed.COUNT, "any number"),
  /** One of the limits above, of one model. */
  MODEL_LIMIT(
      SettingGroup.LIMITS,
      "models.<model>.<limit>",
      "what the limit allows",
      "the value of the limit for all models"),
  /** One of the limits above, of every model in one project. */
  PROJECT_LIMIT(
      SettingGroup.LIMITS,
      "projects.<project>.<limit>",
      "what the limit allows",
      "what holds for all projects"),
  /** One of the limits above, of one model in one project. */
  PROJECT_MODEL_LIMIT(
      SettingGroup.LIMITS,
      "projects.<project>.models.<model>.<limit>",
      "what the limit allows",
      "the value of the limit for the project"),
  /** What becomes of a configured limit when the server tells another one. */
  CONFIGURED_LIMITS(SettingGroup.LIMITS, "configured-limits", "ceiling or authority", "ceiling"),
  /** Whose presets are used for limits that are not configured and not learned yet. */
  TIER(SettingGroup.LIMITS, "tier", "free, tier-1, tier-2 or tier-3", "no presets"),
  /** How often a failed call is sent again when that can help. */
  RETRIES(SettingGroup.CALLS, "retries", "a whole number from 0 to 100", "10"),
  /** How long a call may wait for quota in all. */
  MAX_WAIT(
      SettingGroup.CALLS, "max-wait", "a duration from 0s to 7d, like 500ms, 30s or 1h30m", "10m"),
  /** How many calls may wait at one gate at most. */
  QUEUE(SettingGroup.CALLS, "queue", "a whole number from 1 to 10000000", "100000"),
  /** The models that are asked instead of any model that has no such setting of its own. */
  FALLBACK(SettingGroup.ROUTES, "fallback", Allowed.MODELS, "a call waits for its own model"),
  /** The models that are asked instead of one, the best first. */
  MODEL_FALLBACK(
      SettingGroup.ROUTES, "models.<model>.fallback", Allowed.MODELS, "the value of fallback"),
  /** How long a call waits for its own model before another one is asked. */
  FALLBACK_AFTER(
      SettingGroup.ROUTES,
      "fallback-after",
      "a duration from 0s to 7d, like 500ms, 30s or 1h30m",
      "30s"),
  /** The API key of another project, which makes that project another way. */
  PROJECT_KEY(
      SettingGroup.ROUTES, "projects.<project>.key", Allowed.SECRET, Otherwise.NO_OTHER_PROJECT),
  /** The same by a token of Vertex AI. */
  PROJECT_TOKEN(
      SettingGroup.ROUTES, "projects.<project>.token", Allowed.SECRET, Otherwise.NO_OTHER_PROJECT),
  /** Which project that is, where it is not the one that the settings are named by. */
  PROJECT_ID(
      SettingGroup.ROUTES,
      "projects.<project>.id",
      "a project id or number",
      "the project that the setting names"),
  /** How much of the traffic it is to have beside others that have room. */
  PROJECT_WEIGHT(
      SettingGroup.ROUTES, "projects.<project>.weight", "a whole number from 1 to 1000", "1"),
  /** Which of Google's services its key is for. */
  PROJECT_SERVICE(
      SettingGroup.ROUTES,
      "projects.<project>.service",
      "gemini or vertex",
      "gemini with a key, vertex with a token"),
  /** Where at Vertex AI. */
  PROJECT_LOCATION(
      SettingGroup.ROUTES,
      "projects.<project>.location",
      "a location of Vertex AI, like global or europe-west4",
      "global"),
  /** The server of the project, where it is not Google's own. */
  PROJECT_BASE_URL(
      SettingGroup.ROUTES, "projects.<project>.base-url", Allowed.BASE_URL, "Google's own"),
  /** A server that is asked as the Gemini Developer API is, while all else is closed. */
  RELAY_BASE_URL(SettingGroup.ROUTES, "relay.base-url", Allowed.BASE_URL, Otherwise.NO_RELAY),
  /** What it takes to be let in there. */
  RELAY_KEY(SettingGroup.ROUTES, "relay.key", Allowed.SECRET, Otherwise.NO_RELAY),
  /** By which name the relay has limits. */
  RELAY_PROJECT(SettingGroup.ROUTES, "relay.project", "a project id or number", "relay"),
  /** How long answers are kept for identical calls. */
  CACHE(SettingGroup.CACHE, "cache", Allowed.KEEPING, "no answer is kept"),
  /** The same for one model. */
  MODEL_CACHE(SettingGroup.CACHE, "models.<model>.cache", Allowed.KEEPING, "the value of cache"),
  /** Whether calls are meant, too, whose temperature is not 0. */
  CACHE_SAMPLED(SettingGroup.CACHE, "cache-sampled", "true or false", "false"),
  /** How much memory answers may take. */
  CACHE_MEMORY(
      SettingGroup.CACHE, "cache-memory", "a size from 1KB to 1024GB, like 64MB or 1GB", "64MB"),
  /** Where answers are kept beyond a restart. */
  CACHE_DIR(
      SettingGroup.CACHE,
      "cache-dir",
      "the absolute path of a directory that can be written, or made",
      "answers are kept in memory"),
  /** The Redis or Valkey through which several JVMs share their quotas. */
  CLUSTER(
      SettingGroup.CLUSTER,
      "cluster",
      "false, redis, or the URL of a Redis or Valkey, like redis://host:6379",
      "each JVM counts by itself"),
  /** What it takes to be let in there. */
  CLUSTER_PASSWORD(
      SettingGroup.CLUSTER, "cluster-password", Allowed.SECRET, "what stands in the URL, if any"),
  /** What the names of all keys begin with. */
  CLUSTER_PREFIX(
      SettingGroup.CLUSTER,
      "cluster-prefix",
      "up to 64 letters, digits and : . _ -",
      "gemini-quota"),
  /** How many JVMs there are at least, until the store has told. */
  CLUSTER_MEMBERS(SettingGroup.CLUSTER, "cluster-members", "a whole number from 1 to 10000", "4"),
  /** How long the store may take to reply. */
  CLUSTER_TIMEOUT(SettingGroup.CLUSTER, "cluster-timeout", "a duration from 10ms to 10s", "250ms"),
  /** What speaks with the store, for the agent. */
  CLUSTER_JAR(
      SettingGroup.CLUSTER,
      "cluster-jar",
      "the absolute path of gemini-quota-cluster-redis.jar",
      "the jar of that name beside the agent's"),
  /** How long a quota minute is; other than 60 s only in front of a simulator. */
  MINUTE(SettingGroup.TIME, "minute", "a duration from 100ms to 1h", "60s"),
  /** The time zone in which the quota day ends at midnight. */
  QUOTA_ZONE(
      SettingGroup.TIME,
      "quota-zone",
      "a time zone id, like America/Los_Angeles or UTC",
      "America/Los_Angeles"),
  /** Where the counts of the quota day are kept beyond a restart. */
  STATE_DIR(
      SettingGroup.TIME,
      "state-dir",
      "the absolute path of a directory that can be written, or made",
      "the day is counted in memory, from 0 at each start"),
  /** What becomes of the retries that the com.google.genai SDK would make by itself. */
  SDK_RETRIES(SettingGroup.SURROUNDINGS, "sdk-retries", "replace or keep", "replace"),
  /** Whether failed calls and alerts are told in the log. */
  LOG(SettingGroup.SURROUNDINGS, "log", "text or quiet", "text"),
  /** Where spans and metrics go when the application has no OpenTelemetry of its own. */
  OTLP_ENDPOINT(
      SettingGroup.SURROUNDINGS,
      "otlp-endpoint",
      "an http or https URL",
      "OTEL_EXPORTER_OTLP_ENDPOINT, else nowhere");

  private final SettingGroup group;
  private final String shortName;
  private final String allowed;
  private final String otherwise;

  Setting(SettingGroup group, String shortName, String allowed, String otherwise) {
    this.group = group;
    this.shortName = shortName;
    this.allowed = allowed;
    this.otherwise = otherwise;
  }

  /** Whether it is one setting, and not as many as there are projects or models. */
  boolean isSingle() {
    return shortName.indexOf('<') < 0;
  }

  /** What it is about, to list settings of a kind together. */
  SettingGroup group() {
    return group;
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

  /** Apart, because an enum's constants are made before its own static fields. */
  private static final class Allowed {
    private static final String COUNT = "a whole number from 1 to 1000000000";
    private static final String TOKENS = "a whole number from 1 to 1000000000000";
    private static final String MODELS =
        "none or a list of up to 10 models, the best first, like a,b";
    private static final String SECRET =
        "env:NAME, file:/absolute/path, or the credential itself without blanks";
    private static final String BASE_URL = "an http or https URL without user, query and fragment";
    private static final String KEEPING = "a duration from 0s to 30d, like 10m or 24h; 0s is off";
  }

  private static final class Otherwise {
    private static final String LEARNED = "what the server's errors teach";
    private static final String NO_OTHER_PROJECT = "no call goes there but the application's own";
    private static final String NO_RELAY = "there is no relay";
  }
}
