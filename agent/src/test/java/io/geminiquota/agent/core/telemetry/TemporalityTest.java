package io.geminiquota.agent.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geminiquota.agent.core.Log;
import io.geminiquota.agent.otlp.OtlpPipeline;
import io.geminiquota.testkit.otlp.ReceivedMetric;
import io.geminiquota.testkit.otlp.TraceReceiver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.LongCounter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TemporalityTest {

  @Test
  void sumsBeginWithTheStart() {
    assertThat(sent(Temporality.CUMULATIVE)).contains(5.0).endsWith(7.0);
  }

  @Test
  void sumsBeginWithTheLastTimeThatTheyWereSent() {
    assertThat(sent(Temporality.DELTA)).containsExactly(5.0, 2.0);
    assertThat(sent(Temporality.LOWMEMORY)).containsExactly(5.0, 2.0);
  }

  /** What arrives of a counter to which 5 is added, and 2 when that has arrived. */
  private static List<Double> sent(Temporality temporality) {
    try (TraceReceiver receiver = TraceReceiver.start()) {
      ExportPlan plan =
          new ExportPlan(
              null,
              new OtlpTarget(receiver.endpoint() + "/v1/metrics", Map.of(), Duration.ofSeconds(10)),
              Duration.ofMillis(20),
              temporality,
              null,
              Map.of());
      try (OtlpPipeline pipeline =
          new OtlpPipeline(plan, new ExportTroubles(new Log(System::nanoTime)))) {
        LongCounter calls =
            ((OpenTelemetry) pipeline.openTelemetry())
                .getMeter("calls")
                .counterBuilder("n")
                .build();
        calls.add(5);
        await().until(() -> values(receiver).contains(5.0));
        calls.add(2);
      }
      return values(receiver);
    }
  }

  private static List<Double> values(TraceReceiver receiver) {
    return receiver.metrics().stream().map(ReceivedMetric::value).toList();
  }
}
