package io.geminiquota.engine.classify;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reasons of {@code google.rpc.ErrorInfo} that settle the kind. {@code RATE_LIMIT_EXCEEDED} is
 * not among them: it stands on day quotas too.
 *
 * @see <a
 *     href="https://github.com/googleapis/googleapis/blob/master/google/api/error_reason.proto">
 *     google.api.ErrorReason</a>
 */
final class Reasons {

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("API_KEY_INVALID", Kind.AUTH_KEY),
          Map.entry("API_KEY_EXPIRED", Kind.AUTH_KEY),
          Map.entry("CREDENTIALS_MISSING", Kind.AUTH_KEY),
          Map.entry("ACCESS_TOKEN_EXPIRED", Kind.AUTH_KEY),
          Map.entry("ACCESS_TOKEN_TYPE_UNSUPPORTED", Kind.AUTH_KEY),
          Map.entry("ACCOUNT_STATE_INVALID", Kind.AUTH_KEY),
          Map.entry("SESSION_COOKIE_INVALID", Kind.AUTH_KEY),
          Map.entry("API_KEY_SERVICE_BLOCKED", Kind.AUTH_PERMISSION),
          Map.entry("API_KEY_HTTP_REFERRER_BLOCKED", Kind.AUTH_PERMISSION),
          Map.entry("API_KEY_IP_ADDRESS_BLOCKED", Kind.AUTH_PERMISSION),
          Map.entry("API_KEY_ANDROID_APP_BLOCKED", Kind.AUTH_PERMISSION),
          Map.entry("API_KEY_IOS_APP_BLOCKED", Kind.AUTH_PERMISSION),
          Map.entry("ACCESS_TOKEN_SCOPE_INSUFFICIENT", Kind.AUTH_PERMISSION),
          Map.entry("IAM_PERMISSION_DENIED", Kind.AUTH_PERMISSION),
          Map.entry("CONSUMER_INVALID", Kind.AUTH_PERMISSION),
          Map.entry("USER_PROJECT_DENIED", Kind.AUTH_PERMISSION),
          Map.entry("SECURITY_POLICY_VIOLATED", Kind.AUTH_PERMISSION),
          Map.entry("VALIDATION_REQUIRED", Kind.AUTH_PERMISSION),
          Map.entry("SERVICE_DISABLED", Kind.SERVICE_DISABLED),
          Map.entry("BILLING_DISABLED", Kind.BILLING),
          Map.entry("CONSUMER_SUSPENDED", Kind.BILLING),
          Map.entry("LOCATION_POLICY_VIOLATED", Kind.REGION),
          Map.entry("MODEL_CAPACITY_EXHAUSTED", Kind.CAPACITY),
          Map.entry("QUOTA_EXHAUSTED", Kind.QUOTA_REQUESTS_PER_DAY));

  /** The project of the gcloud command line, to which user credentials without one are charged. */
  static final String GCLOUD_PROJECT = "764086051850";

  private Reasons() {}

  static boolean knows(String reason) {
    return KINDS.containsKey(reason);
  }

  /**
   * The kind that a reason tells, or null.
   *
   * @param squeezed the message: user credentials without a quota project are charged to Google's
   *     own project, where the API is indeed disabled
   */
  static @Nullable Kind kind(@Nullable String reason, String squeezed) {
    if (reason == null) {
      return null;
    }
    boolean quotaProjectMissing =
        reason.equals("SERVICE_DISABLED")
            && (squeezed.contains("requiresaquotaproject")
                || squeezed.contains("project" + GCLOUD_PROJECT));
    return quotaProjectMissing ? Kind.AUTH_PERMISSION : KINDS.get(reason);
  }
}
