package io.geminiquota.agent.explain;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Retryable;

/** What a kind means, in the words of a person. */
final class KindWords {

  private KindWords() {}

  /** A headline. */
  static String of(Kind kind) {
    return switch (kind) {
      case RATE_REQUESTS_PER_MINUTE -> "Too many requests in this minute";
      case RATE_TOKENS_PER_MINUTE -> "Too many input tokens in this minute";
      case RATE_IMAGES_PER_MINUTE -> "Too many image requests in this minute";
      case RATE_UNSPECIFIED -> "Too many requests or tokens at once; which quota is not said";
      case QUOTA_REQUESTS_PER_DAY -> "The requests of this day are used up";
      case QUOTA_TOKENS_PER_DAY -> "The input tokens of this day are used up";
      case QUOTA_IMAGES_PER_DAY -> "The image requests of this day are used up";
      case CONCURRENCY -> "Too many sessions or requests at the same time";
      case QUOTA_ZERO -> "The project has no quota for this at all";
      case CAPACITY -> "Google's servers are overloaded; it is not your quota";
      case SERVER_TRANSIENT -> "A fault of the server, which usually passes";
      case TIMEOUT -> "The time ran out before the answer came";
      case AUTH_KEY -> "The API key or credential is not accepted";
      case AUTH_PERMISSION -> "The credential may not do this";
      case SERVICE_DISABLED -> "The API is not enabled in the project";
      case BILLING -> "A matter of billing";
      case REGION -> "Not offered at the place where the call came from";
      case MODEL_NOT_FOUND -> "The model does not exist or is not open to the project";
      case BAD_REQUEST -> "The request itself is wrong";
      case OTHER -> "An error of another kind";
    };
  }

  /** Whether a retry helps. */
  static String of(Retryable retryable) {
    return switch (retryable) {
      case SOON -> "helps, soon";
      case AFTER_DAILY_RESET -> "helps only after the daily reset (midnight in California)";
      case NEVER -> "never helps: something has to be changed";
    };
  }
}
