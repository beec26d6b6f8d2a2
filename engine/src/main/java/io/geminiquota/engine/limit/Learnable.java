package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.Violation;
import io.geminiquota.engine.classify.Window;
import org.jspecify.annotations.Nullable;

/** Which violations teach a gate a limit. */
final class Learnable {

  private Learnable() {}

  /** Whether a violation names a limit of requests per minute. */
  static boolean isRequestsPerMinute(Violation violation) {
    return violation.window() == Window.MINUTE
        && (mentionsRequests(violation.quotaId()) || mentionsRequests(violation.quotaMetric()))
        && !mentionsTokens(violation.quotaId())
        && !mentionsTokens(violation.quotaMetric());
  }

  private static boolean mentionsRequests(@Nullable String name) {
    return name != null && (name.contains("Requests") || name.contains("requests"));
  }

  private static boolean mentionsTokens(@Nullable String name) {
    return name != null && (name.contains("Token") || name.contains("token"));
  }
}
