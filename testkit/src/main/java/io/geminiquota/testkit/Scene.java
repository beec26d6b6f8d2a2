package io.geminiquota.testkit;

import io.geminiquota.testkit.quota.Violation;
import io.geminiquota.testkit.wire.ApiError;
import io.geminiquota.testkit.wire.Dialect;
import io.geminiquota.testkit.wire.ModelRequest;
import io.geminiquota.testkit.wire.QuotaExceeded;
import io.geminiquota.testkit.wire.Reply;
import java.time.Duration;
import java.util.List;

/** All that an answer can depend on. */
record Scene(Dialect dialect, ModelRequest request, String project, Tier tier) {

  Reply success() {
    return dialect.success(request);
  }

  Reply failure(ApiError error) {
    return dialect.failure(request, error);
  }

  QuotaExceeded exceeded(List<Violation> violations, Duration retryAfter) {
    return new QuotaExceeded(request, tier, violations, retryAfter);
  }
}
