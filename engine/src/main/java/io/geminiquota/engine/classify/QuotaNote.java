package io.geminiquota.engine.classify;

import org.jspecify.annotations.Nullable;

/** What a body says about one quota, collected field by field while the body is read. */
final class QuotaNote {

  @Nullable String metric;
  @Nullable String id;
  @Nullable String model;
  @Nullable Long limit;

  /** The unit after the number in prose, e.g. {@code requests per day on Free Tier}. */
  String unit = "";

  /** Whether {@code quotaDimensions} were there: only bodies of that generation hold a value. */
  boolean dimensions;

  /** Whether it was read to its end, so that a missing value is really missing. */
  boolean complete;

  /** Whether the value is missing where a value belongs: proto JSON omits a zero. */
  boolean zeroByOmission() {
    return limit == null && dimensions && complete;
  }

  boolean says(QuotaNote other) {
    return same(metric, other.metric)
        && same(id, other.id)
        && same(model, other.model)
        && same(limit, other.limit)
        && unit.equals(other.unit);
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    return one == null ? other == null : one.equals(other);
  }
}
