package io.geminiquota.adapters.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Retryable;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.geminiquota.testkit.otlp.Look;
import io.geminiquota.testkit.otlp.Look.Colours;
import io.geminiquota.testkit.otlp.Look.Glyphs;
import io.geminiquota.testkit.otlp.ReceivedSpan;
import io.geminiquota.testkit.otlp.TraceReceiver;
import io.geminiquota.testkit.otlp.TraceTree;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The tree in the testkit reads by name what the recorder writes, and neither knows the other: this
 * holds them together, over the real protocol.
 */
class TraceTreeContractTest {

  private static final Quota QUOTA =
      new Quota(
          "generativelanguage.googleapis.com/generate_content_free_tier_requests",
          "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
          Dimension.REQUESTS,
          Window.MINUTE,
          10,
          Quota.Origin.LEARNED);

  @Test
  void whatTheRecorderWritesTheTreeShows() {
    try (TraceReceiver receiver = TraceReceiver.start()) {
      recordThrough(receiver);

      assertThat(receiver.spans())
          .extracting(ReceivedSpan::kind)
          .containsOnly(ReceivedSpan.Kind.CLIENT, ReceivedSpan.Kind.INTERNAL);
      assertThat(
              TraceTree.of(receiver.spans())
                  .render(new Look(100, Colours.NONE, Glyphs.ASCII))
                  .lines()
                  .skip(4))
          .satisfiesExactly(
              row -> assertThat(row).startsWith("! generate_content gemini-2.5-flash"),
              first ->
                  assertThat(first)
                      .isEqualTo(
                          "  |- attempt 1    0.20 s   429 RATE_REQUESTS_PER_MINUTE, retry after"
                              + " 3.5 s, limit 10,"),
              id -> assertThat(id).contains("|   ").endsWith(QUOTA.id()),
              hold ->
                  assertThat(hold)
                      .isEqualTo("  |- held         3.50 s   until there was room, limit 10"),
              second -> assertThat(second).startsWith("  |- attempt 2    0.10 s   503 CAPACITY"),
              advice ->
                  assertThat(advice).isEqualTo("  `- failed                Use another model."));
    }
  }

  private static void recordThrough(TraceReceiver receiver) {
    OpenTelemetrySdk telemetry =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(
                        SimpleSpanProcessor.create(
                            OtlpHttpSpanExporter.builder()
                                .setEndpoint(receiver.endpoint() + "/v1/traces")
                                .setCompression("gzip")
                                .build()))
                    .build())
            .build();
    try (telemetry) {
      Instant start = Instant.now();
      Route route = new Route("my-project", "gemini-2.5-flash", "http://127.0.0.1:8080");
      Observation call =
          new SpanRecorder(telemetry)
              .begin(
                  new GeminiCall(
                      Service.UNKNOWN, route, null, Operation.GENERATE_CONTENT, false, true));
      call.attempted(
          new Attempt(1, route, start, Duration.ofMillis(200), 429, rate(), "RESOURCE_EXHAUSTED"));
      call.held(new Hold(start.plusMillis(200), Duration.ofMillis(3500), Hold.Reason.QUOTA, QUOTA));
      call.attempted(
          new Attempt(
              2,
              route,
              start.plusMillis(3700),
              Duration.ofMillis(100),
              503,
              capacity(),
              "UNAVAILABLE"));
      call.finished(
          new Outcome(
              start.plusMillis(3800),
              Ending.FAILED,
              route,
              503,
              capacity(),
              QUOTA,
              "UNAVAILABLE",
              "Use another model.",
              2,
              Duration.ofMillis(3500),
              null));
    }
  }

  private static Verdict rate() {
    return new Verdict(
        Kind.RATE_REQUESTS_PER_MINUTE,
        429,
        null,
        null,
        QUOTA.metric(),
        QUOTA.id(),
        10L,
        Window.MINUTE,
        Duration.ofMillis(3500),
        Retryable.SOON,
        List.of());
  }

  private static Verdict capacity() {
    return new Verdict(
        Kind.CAPACITY,
        503,
        null,
        null,
        null,
        null,
        null,
        Window.UNKNOWN,
        null,
        Retryable.SOON,
        List.of());
  }
}
