package io.geminiquota.adapters.opentelemetry;

import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import java.util.List;

/**
 * Tells an OpenTelemetry which buckets fit. An API older than 1.32 cannot be told: it has the
 * buckets of its SDK, or those of the application's views.
 */
final class Buckets {

  private Buckets() {}

  static DoubleHistogramBuilder advise(DoubleHistogramBuilder histogram, List<Double> boundaries) {
    try {
      return histogram.setExplicitBucketBoundariesAdvice(boundaries);
    } catch (NoSuchMethodError olderApi) {
      return histogram;
    }
  }

  static LongHistogramBuilder advise(LongHistogramBuilder histogram, List<Long> boundaries) {
    try {
      return histogram.setExplicitBucketBoundariesAdvice(boundaries);
    } catch (NoSuchMethodError olderApi) {
      return histogram;
    }
  }
}
