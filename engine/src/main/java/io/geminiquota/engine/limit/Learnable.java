package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.Violation;
import io.geminiquota.engine.classify.Window;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which violations teach a gate a limit. */
final class Learnable {

  private Learnable() {}

  /** The quota that a violation tells of, null if it leaves something open. */
  static @Nullable Quota quota(Violation violation) {
    Long limit = violation.limit();
    Dimension dimension =
        dimension(lower(violation.quotaId()) + ' ' + lower(violation.quotaMetric()));
    if (limit == null || limit < 1 || dimension == null || violation.window() == Window.UNKNOWN) {
      return null;
    }
    return new Quota(
        violation.quotaMetric(),
        violation.quotaId(),
        dimension,
        violation.window(),
        limit,
        Quota.Origin.LEARNED);
  }

  private static @Nullable Dimension dimension(String names) {
    if (names.contains("storage") || names.contains("bytes") || names.contains("concurrent")) {
      return null;
    }
    if (names.contains("token")) {
      return Dimension.TOKENS;
    }
    // The quotas of image models count requests, whatever they are called.
    return names.contains("request") || names.contains("image") ? Dimension.REQUESTS : null;
  }

  private static String lower(@Nullable String name) {
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }
}
