package io.geminiquota.adapters.opentelemetry;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.geminiquota.engine.route.Service;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Locale;

/**
 * The names of what is recorded: OpenTelemetry's semantic conventions (GenAI v1.41, HTTP, general)
 * where they have a name, {@code gemini.*} where they have none.
 */
final class Keys {

  /** Whose tracer and meter it is. */
  static final String SCOPE = "io.geminiquota";

  /** What an error is called that nothing names: the conventions' fallback. */
  static final String UNNAMED_ERROR = "_OTHER";

  static final AttributeKey<String> OPERATION_NAME = stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER_NAME = stringKey("gen_ai.provider.name");
  static final AttributeKey<String> REQUEST_MODEL = stringKey("gen_ai.request.model");
  static final AttributeKey<Boolean> REQUEST_STREAM = booleanKey("gen_ai.request.stream");
  static final AttributeKey<String> RESPONSE_MODEL = stringKey("gen_ai.response.model");
  static final AttributeKey<String> RESPONSE_ID = stringKey("gen_ai.response.id");
  static final AttributeKey<List<String>> FINISH_REASONS =
      stringArrayKey("gen_ai.response.finish_reasons");
  static final AttributeKey<Long> INPUT_TOKENS = longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT_TOKENS = longKey("gen_ai.usage.output_tokens");
  static final AttributeKey<Long> CACHED_TOKENS = longKey("gen_ai.usage.cache_read.input_tokens");
  static final AttributeKey<Long> THOUGHT_TOKENS = longKey("gen_ai.usage.reasoning.output_tokens");
  static final AttributeKey<String> SERVER_ADDRESS = stringKey("server.address");
  static final AttributeKey<Long> SERVER_PORT = longKey("server.port");
  static final AttributeKey<Long> RESPONSE_STATUS = longKey("http.response.status_code");
  static final AttributeKey<Long> RESEND_COUNT = longKey("http.request.resend_count");
  static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

  /** {@code input} or {@code output}. */
  static final AttributeKey<String> TOKEN_TYPE = stringKey("gen_ai.token.type");

  static final AttributeKey<String> TOKEN_MODALITY = stringKey("gen_ai.token.modality");

  static final AttributeKey<String> PROJECT_ID = stringKey("gemini.project.id");

  /** The project that was asked, where another one has answered. */
  static final AttributeKey<String> ASKED_PROJECT_ID = stringKey("gemini.quota.asked.project.id");

  /** The model that was asked, where {@link #REQUEST_MODEL} is the one that an attempt goes to. */
  static final AttributeKey<String> ASKED_MODEL = stringKey("gemini.quota.asked.model");

  /** Why a call has ended elsewhere than the application asked. */
  static final AttributeKey<String> REROUTED = stringKey("gemini.quota.rerouted");

  /** Parameters of the request that another model does not take. */
  static final AttributeKey<List<String>> LEFT_OUT = stringArrayKey("gemini.quota.left_out");

  /** The names under which one and the same project was known. */
  static final AttributeKey<List<String>> SAME_PROJECTS =
      stringArrayKey("gemini.quota.same_project.names");

  /** How that was noticed: {@code consumer} is certain, {@code movement} a suspicion. */
  static final AttributeKey<String> SAME_PROJECT_GROUND =
      stringKey("gemini.quota.same_project.ground");

  /** {@code succeeded}, {@code failed}, {@code refused} or {@code cancelled}. */
  static final AttributeKey<String> OUTCOME = stringKey("gemini.quota.outcome");

  static final AttributeKey<String> QUOTA_METRIC = stringKey("gemini.quota.metric");
  static final AttributeKey<String> QUOTA_ID = stringKey("gemini.quota.id");
  static final AttributeKey<Long> QUOTA_LIMIT = longKey("gemini.quota.limit");

  /** The name of a {@link io.geminiquota.engine.classify.Kind}. */
  static final AttributeKey<String> VERDICT = stringKey("gemini.quota.verdict");

  /** How many attempts a call took. */
  static final AttributeKey<Long> ATTEMPTS = longKey("gemini.quota.attempts");

  /** Which attempt of its call an event or a child span tells of, 1 for the first. */
  static final AttributeKey<Long> ATTEMPT = longKey("gemini.quota.attempt");

  /** Seconds held: by one wait on an event, in all on a call's span. */
  static final AttributeKey<Double> WAIT = doubleKey("gemini.quota.wait");

  /**
   * Of a hold {@code quota} or {@code backoff}; of a reroute {@code shared}, {@code quota}, {@code
   * day}, {@code capacity} or {@code circuit}.
   */
  static final AttributeKey<String> REASON = stringKey("gemini.quota.reason");

  /** Seconds that the server asked to wait. */
  static final AttributeKey<Double> RETRY_AFTER = doubleKey("gemini.quota.retry_after");

  /** {@code hit}, {@code shared} or {@code miss}; of calls only that may use the cache. */
  static final AttributeKey<String> CACHE = stringKey("gemini.quota.cache");

  /** Tokens that were not paid again. */
  static final AttributeKey<Long> SAVED_TOKENS = longKey("gemini.quota.cache.saved_tokens");

  static final AttributeKey<String> ADVICE = stringKey("gemini.quota.advice");

  /** What was known to be the limit until now. */
  static final AttributeKey<Long> PREVIOUS_LIMIT = longKey("gemini.quota.previous_limit");

  /** The budget of annotated methods. */
  static final AttributeKey<String> BUDGET = stringKey("gemini.quota.budget");

  /** {@code requests}, {@code tokens} or {@code images}. */
  static final AttributeKey<String> DIMENSION = stringKey("gemini.quota.dimension");

  /** {@code minute} or {@code day}. */
  static final AttributeKey<String> WINDOW = stringKey("gemini.quota.window");

  /** How much counts now. */
  static final AttributeKey<Long> USED = longKey("gemini.quota.used");

  static final AttributeKey<String> CIRCUIT_ID = stringKey("gemini.quota.circuit.id");

  /** {@code credential}, {@code project} or {@code model}. */
  static final AttributeKey<String> CIRCUIT_SUBJECT = stringKey("gemini.quota.circuit.subject");

  /** {@code reached} or {@code forecast}. */
  static final AttributeKey<String> ALERT_CAUSE = stringKey("gemini.quota.alert.cause");

  /** Which part of the day's quota was reached: 70, 80, 90 or 100. */
  static final AttributeKey<Long> ALERT_PERCENT = longKey("gemini.quota.alert.percent");

  static final AttributeKey<String> ALERT_TEXT = stringKey("gemini.quota.alert.text");

  static final String HOLD_EVENT = "gemini.quota.hold";
  static final String REROUTED_EVENT = "gemini.quota.rerouted";
  static final String VERDICT_EVENT = "gemini.quota.verdict";
  static final String LIMIT_EVENT = "gemini.quota.limit_changed";
  static final String CIRCUIT_OPENED_EVENT = "gemini.quota.circuit_opened";
  static final String CIRCUIT_CLOSED_EVENT = "gemini.quota.circuit_closed";
  static final String SAME_PROJECT_EVENT = "gemini.quota.same_project";
  static final String ALERT_EVENT = "gemini.quota.alert";

  private Keys() {}

  /**
   * The word for a value of ours, in the style of the conventions: for operations, it is theirs.
   */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The conventions' word for a service. */
  static String provider(Service service) {
    return switch (service) {
      case GEMINI -> "gcp.gemini";
      case VERTEX -> "gcp.vertex_ai";
      case UNKNOWN -> "gcp.gen_ai";
    };
  }
}
