package io.geminiquota.adapters.opentelemetry;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;

/** What counts and times calls, for all calls. */
final class CallInstruments {

  /** From a wait that nobody notices to the longest that anybody takes upon himself. */
  private static final List<Double> WAIT_SECONDS =
      List.of(0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0);

  final LongCounter calls;
  final LongCounter attempts;
  final DoubleHistogram wait;
  final LongCounter reroutes;
  final LongCounter cacheRequests;
  final LongCounter savedTokens;
  final GenAiInstruments genAi;

  CallInstruments(Meter meter, GenAiInstruments genAi) {
    this.calls =
        meter
            .counterBuilder("gemini.quota.calls")
            .setUnit("{call}")
            .setDescription("Calls of the application, by how they ended")
            .build();
    this.attempts =
        meter
            .counterBuilder("gemini.quota.attempts")
            .setUnit("{attempt}")
            .setDescription("HTTP exchanges, by what was wrong with them")
            .build();
    this.wait =
        Buckets.advise(
                meter
                    .histogramBuilder("gemini.quota.wait")
                    .setUnit("s")
                    .setDescription("Each wait of a call before an attempt"),
                WAIT_SECONDS)
            .build();
    this.reroutes =
        meter
            .counterBuilder("gemini.quota.reroutes")
            .setUnit("{attempt}")
            .setDescription("Attempts that go elsewhere than was asked, by why they do")
            .build();
    this.cacheRequests =
        meter
            .counterBuilder("gemini.quota.cache.requests")
            .setUnit("{call}")
            .setDescription("Calls that may use the cache, by what it was to them")
            .build();
    this.savedTokens =
        meter
            .counterBuilder("gemini.quota.cache.saved_tokens")
            .setUnit("{token}")
            .setDescription("Tokens that were not paid again")
            .build();
    this.genAi = genAi;
  }
}
