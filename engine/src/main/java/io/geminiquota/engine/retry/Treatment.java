package io.geminiquota.engine.retry;

import io.geminiquota.engine.classify.Kind;

/**
 * What is done about a failure: the table of {@code docs/decisions.md}. Every decision of the
 * engine about a failed attempt follows from it and from nothing else.
 */
public enum Treatment {
  /** Sent again when the server's hint has passed, or after backoff if it gave none. */
  PACE,
  /** Sent again after backoff, and not before the server's hint has passed. */
  BACK_OFF,
  /** Sent again when the quota day has ended, if the call may wait that long. */
  WAIT_FOR_RESET,
  /** Never sent again; other calls are not concerned. */
  GIVE_UP,
  /** Never sent again, and no other call for the same project and model but one probe at a time. */
  SPARE_MODEL,
  /** Never sent again, and no other call of the same project but one probe at a time. */
  SPARE_PROJECT,
  /** Never sent again, and no other call with the same credential but one probe at a time. */
  SPARE_CREDENTIAL;

  /** The treatment of a kind of failure. */
  public static Treatment of(Kind kind) {
    return switch (kind) {
      case RATE_REQUESTS_PER_MINUTE,
          RATE_TOKENS_PER_MINUTE,
          RATE_IMAGES_PER_MINUTE,
          RATE_UNSPECIFIED,
          CONCURRENCY ->
          PACE;
      case CAPACITY, SERVER_TRANSIENT, TIMEOUT -> BACK_OFF;
      case QUOTA_REQUESTS_PER_DAY, QUOTA_TOKENS_PER_DAY, QUOTA_IMAGES_PER_DAY -> WAIT_FOR_RESET;
      case QUOTA_ZERO -> SPARE_MODEL;
      case BILLING, SERVICE_DISABLED -> SPARE_PROJECT;
      case AUTH_KEY -> SPARE_CREDENTIAL;
      // Each may be about this one request only: its file, its model, its arguments.
      case AUTH_PERMISSION, REGION, MODEL_NOT_FOUND, BAD_REQUEST, OTHER -> GIVE_UP;
    };
  }
}
