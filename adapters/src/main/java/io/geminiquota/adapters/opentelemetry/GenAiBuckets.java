package io.geminiquota.adapters.opentelemetry;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;

/** The histograms of the GenAI conventions, with the buckets that these demand. */
final class GenAiBuckets {

  private static final List<Double> SECONDS =
      List.of(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

  private static final List<Long> TOKENS =
      List.of(
          1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L, 4194304L,
          16777216L, 67108864L);

  private GenAiBuckets() {}

  static DoubleHistogram seconds(Meter meter, String name, String description) {
    return Buckets.advise(
            meter.histogramBuilder(name).setUnit("s").setDescription(description), SECONDS)
        .build();
  }

  static LongHistogram tokens(Meter meter, String name, String description) {
    return Buckets.advise(
            meter.histogramBuilder(name).ofLongs().setUnit("{token}").setDescription(description),
            TOKENS)
        .build();
  }
}
