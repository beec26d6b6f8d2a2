package io.geminiquota.testkit.quota;

import io.geminiquota.testkit.QuotaLimits;
import java.util.OptionalLong;

/** What a quota counts, and over which stretch of time. */
public enum Dimension {
  REQUESTS_PER_MINUTE,
  INPUT_TOKENS_PER_MINUTE,
  IMAGES_PER_MINUTE,
  REQUESTS_PER_DAY,
  CONCURRENT_REQUESTS;

  OptionalLong limitIn(QuotaLimits limits) {
    return switch (this) {
      case REQUESTS_PER_MINUTE -> limits.rpm();
      case INPUT_TOKENS_PER_MINUTE -> limits.tpm();
      case IMAGES_PER_MINUTE -> limits.ipm();
      case REQUESTS_PER_DAY -> limits.rpd();
      case CONCURRENT_REQUESTS -> limits.concurrency();
    };
  }

  long weightOf(Cost cost) {
    return switch (this) {
      case REQUESTS_PER_MINUTE, REQUESTS_PER_DAY -> cost.requests();
      case INPUT_TOKENS_PER_MINUTE -> cost.inputTokens();
      case IMAGES_PER_MINUTE -> cost.images();
      case CONCURRENT_REQUESTS -> 1;
    };
  }

  boolean countsRejected() {
    return this == REQUESTS_PER_MINUTE || this == REQUESTS_PER_DAY;
  }
}
