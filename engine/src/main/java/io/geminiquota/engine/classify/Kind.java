package io.geminiquota.engine.classify;

import org.jspecify.annotations.Nullable;

/**
 * What kind of failure an attempt met. The names are part of the product's interface: they appear
 * in spans, metrics, advice and the command line.
 */
public enum Kind {
  /** The per-minute request quota is used up. */
  RATE_REQUESTS_PER_MINUTE,
  /** The per-minute input-token quota is used up. */
  RATE_TOKENS_PER_MINUTE,
  /** A per-minute quota of an image model is used up. */
  RATE_IMAGES_PER_MINUTE,
  /** Too many requests or tokens, the window not named; or a shared pool is full. */
  RATE_UNSPECIFIED,
  /** The day's requests are used up. */
  QUOTA_REQUESTS_PER_DAY,
  /** The day's tokens are used up. */
  QUOTA_TOKENS_PER_DAY,
  /** The day quota of an image model is used up. */
  QUOTA_IMAGES_PER_DAY,
  /** Too many sessions or requests at the same time. */
  CONCURRENCY,
  /** The limit is zero for this project or tier: waiting never helps. */
  QUOTA_ZERO,
  /** The model is overloaded; not the caller's quota. */
  CAPACITY,
  /** A server fault that a retry may cure. */
  SERVER_TRANSIENT,
  /** A deadline passed, at the server or at the client. */
  TIMEOUT,
  /** The key or credential is missing, invalid, expired, leaked or of the wrong type. */
  AUTH_KEY,
  /** The credential is known, but not allowed to do this. */
  AUTH_PERMISSION,
  /** The API is not enabled in the project. */
  SERVICE_DISABLED,
  /** Billing is off, a prepayment is empty, a spend cap is reached, or the account is suspended. */
  BILLING,
  /** The caller's location is not served. */
  REGION,
  /** The model is unknown, retired, or not open to this project. */
  MODEL_NOT_FOUND,
  /** The request itself is wrong: a retry cannot help. */
  BAD_REQUEST,
  /** None of the above. */
  OTHER;

  /** Whether waiting can cure a failure of this kind. */
  public Retryable retryable() {
    return switch (this) {
      case RATE_REQUESTS_PER_MINUTE,
          RATE_TOKENS_PER_MINUTE,
          RATE_IMAGES_PER_MINUTE,
          RATE_UNSPECIFIED,
          CONCURRENCY,
          CAPACITY,
          SERVER_TRANSIENT,
          TIMEOUT ->
          Retryable.SOON;
      case QUOTA_REQUESTS_PER_DAY, QUOTA_TOKENS_PER_DAY, QUOTA_IMAGES_PER_DAY ->
          Retryable.AFTER_DAILY_RESET;
      case QUOTA_ZERO,
          AUTH_KEY,
          AUTH_PERMISSION,
          SERVICE_DISABLED,
          BILLING,
          REGION,
          MODEL_NOT_FOUND,
          BAD_REQUEST,
          OTHER ->
          Retryable.NEVER;
    };
  }

  /**
   * What tutorials call a failure of this kind, or null: {@code Error 1153} is the pace, {@code
   * Error 1100} the credential, the bill or a quota that no short wait frees, {@code Error 1095}
   * the time-out. Google's API sends none of these numbers; people search for them.
   */
  public @Nullable String alias() {
    return switch (this) {
      case RATE_REQUESTS_PER_MINUTE,
          RATE_TOKENS_PER_MINUTE,
          RATE_IMAGES_PER_MINUTE,
          RATE_UNSPECIFIED,
          CONCURRENCY ->
          "Error 1153";
      case QUOTA_REQUESTS_PER_DAY,
          QUOTA_TOKENS_PER_DAY,
          QUOTA_IMAGES_PER_DAY,
          QUOTA_ZERO,
          AUTH_KEY,
          AUTH_PERMISSION,
          SERVICE_DISABLED,
          BILLING ->
          "Error 1100";
      case TIMEOUT -> "Error 1095";
      case CAPACITY, SERVER_TRANSIENT, REGION, MODEL_NOT_FOUND, BAD_REQUEST, OTHER -> null;
    };
  }
}
