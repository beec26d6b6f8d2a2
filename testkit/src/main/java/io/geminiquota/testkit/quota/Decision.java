package io.geminiquota.testkit.quota;

import java.time.Duration;
import java.util.List;

/** What the quotas say to one request. */
public sealed interface Decision {

  /** The request fits and was counted. */
  record Admitted() implements Decision {}

  /**
   * The request does not fit.
   *
   * @param violations every quota that left no room, in the order of {@link Dimension}; never empty
   * @param retryAfter the time until the same request would be admitted if no other came in
   *     between. When it never would be, because a limit is 0 or smaller than the request, the rest
   *     of the present minute: the real service gives such a hint, too, and it is as untrue there.
   */
  record Rejected(List<Violation> violations, Duration retryAfter) implements Decision {

    /** True if one of the violated quotas is 0, so that no request can ever pass. */
    public boolean zeroQuota() {
      return violations.stream().anyMatch(violation -> violation.limit() == 0);
    }
  }
}
