package io.geminiquota.adapters.opentelemetry;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.TimeSource;
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
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanRecorderTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Route ROUTE =
      new Route("my-project", "gemini-2.5-flash", "https://generativelanguage.googleapis.com");
  private static final String METRIC =
      "generativelanguage.googleapis.com/generate_content_free_tier_requests";
  private static final String QUOTA_ID = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
  private static final Quota LEARNED =
      new Quota(METRIC, QUOTA_ID, Dimension.REQUESTS, Window.MINUTE, 10, Quota.Origin.LEARNED);

  private final InMemorySpanExporter exported = InMemorySpanExporter.create();
  private final OpenTelemetrySdk telemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exported))
                  .build())
          .build();
  private final SpanRecorder recorder = new SpanRecorder(telemetry, new StoppedClock());

  @AfterEach
  void close() {
    telemetry.close();
  }

  @Test
  void namesOperationModelProviderServerAndProject() {
    succeedAtOnce(recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI)));

    SpanData span = onlySpan();
    assertThat(span.getName()).isEqualTo("generate_content gemini-2.5-flash");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().asMap())
        .isEqualTo(
            Attributes.builder()
                .put("gen_ai.operation.name", "generate_content")
                .put("gen_ai.provider.name", "gcp.gemini")
                .put("gen_ai.request.model", "gemini-2.5-flash")
                .put("server.address", "generativelanguage.googleapis.com")
                .put("server.port", 443)
                .put("gemini.project.id", "my-project")
                .put("gemini.quota.outcome", "succeeded")
                .put("gemini.quota.attempts", 1)
                .put("gemini.quota.wait", 0.0)
                .put("http.response.status_code", 200)
                .build()
                .asMap());
  }

  @Test
  void aSpanOfAnotherOpenTelemetryCanBeItsParent() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    String outer = "b7ad6b7169203331";
    SpanRecorder joining = new SpanRecorder(telemetry, () -> trace + "-" + outer + "-01");
    succeedAtOnce(joining.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI)));

    assertThat(onlySpan().getTraceId()).isEqualTo(trace);
    assertThat(onlySpan().getParentSpanId()).isEqualTo(outer);
  }

  @ParameterizedTest
  @CsvSource({
    "GENERATE_CONTENT, generate_content",
    "EMBEDDINGS, embeddings",
    "CHAT, chat",
    "COUNT_TOKENS, count_tokens",
    "PREDICT_LONG_RUNNING, predict_long_running",
  })
  void everyOperationHasAName(Operation operation, String name) {
    succeedAtOnce(recorder.begin(call(operation, Service.GEMINI)));

    assertThat(onlySpan().getName()).isEqualTo(name + " gemini-2.5-flash");
  }

  @ParameterizedTest
  @CsvSource({"GEMINI, gcp.gemini", "VERTEX, gcp.vertex_ai", "UNKNOWN, gcp.gen_ai"})
  void everyServiceHasItsProviderName(Service service, String provider) {
    succeedAtOnce(recorder.begin(call(Operation.GENERATE_CONTENT, service)));

    assertThat(attribute(onlySpan(), "gen_ai.provider.name")).isEqualTo(provider);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080, 127.0.0.1, 8080",
    "http://relay.example, relay.example, 80",
    "https://relay.example, relay.example, 443",
  })
  void theServersAddressAndPortComeFromTheBaseUrl(String baseUrl, String address, long port) {
    succeedAtOnce(recorder.begin(call("gemini-2.5-flash", baseUrl)));

    SpanData span = onlySpan();
    assertThat(attribute(span, "server.address")).isEqualTo(address);
    assertThat(span.getAttributes().get(longKey("server.port"))).isEqualTo(port);
  }

  @Test
  void aBaseUrlThatIsNoAddressIsLeftOut() {
    succeedAtOnce(recorder.begin(call("gemini-2.5-flash", "not an address")));

    assertThat(attribute(onlySpan(), "server.address")).isNull();
  }

  @Test
  void aCallWithoutAModelIsNamedByItsOperation() {
    succeedAtOnce(recorder.begin(call("", "https://generativelanguage.googleapis.com")));

    assertThat(onlySpan().getName()).isEqualTo("generate_content");
    assertThat(attribute(onlySpan(), "gen_ai.request.model")).isNull();
  }

  @Test
  void aCallThatIsAnsweredElsewhereTellsBothWays() {
    Route relay = new Route("relay", "gemini-2.0-flash", "http://relay.example:8080");
    Observation call = recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI));
    call.attempted(rejected(1, START));
    call.rerouted(
        new Rerouting(
            ROUTE,
            relay,
            Rerouting.Reason.CIRCUIT,
            List.of("generationConfig.thinkingConfig", "words of \"a prompt\".thinkingConfig"),
            START.plusMillis(30)));
    call.attempted(
        new Attempt(
            2, relay, START.plusMillis(30), Duration.ofMillis(200), 503, rateVerdict(), "BUSY"));
    call.finished(
        new Outcome(
            START.plusSeconds(1),
            Ending.SUCCEEDED,
            relay,
            200,
            null,
            null,
            null,
            null,
            2,
            Duration.ZERO,
            null));

    SpanData span = spanNamed("generate_content gemini-2.5-flash");
    assertThat(span.getAttributes().asMap())
        .containsAllEntriesOf(
            Attributes.builder()
                .put("gen_ai.request.model", "gemini-2.5-flash")
                .put("gen_ai.response.model", "gemini-2.0-flash")
                .put("gen_ai.provider.name", "gcp.gen_ai")
                .put("server.address", "relay.example")
                .put("server.port", 8080)
                .put("gemini.project.id", "relay")
                .put("gemini.quota.asked.project.id", "my-project")
                .put("gemini.quota.rerouted", "circuit")
                .build()
                .asMap());
    Attributes elsewhere =
        Attributes.builder()
            .put("gemini.project.id", "relay")
            .put("gen_ai.request.model", "gemini-2.0-flash")
            .put("server.address", "relay.example")
            .put("server.port", 8080)
            .build();
    assertThat(span.getEvents())
        .extracting(EventData::getName)
        .containsExactly("gemini.quota.verdict", "gemini.quota.rerouted", "gemini.quota.verdict");
    assertThat(span.getEvents().get(1).getAttributes())
        .isEqualTo(
            elsewhere.toBuilder()
                .put("gemini.quota.reason", "circuit")
                .put(
                    stringArrayKey("gemini.quota.left_out"),
                    List.of("generationConfig.thinkingConfig"))
                .build());
    assertThat(span.getEvents().get(2).getAttributes().asMap())
        .containsAllEntriesOf(elsewhere.asMap());
    assertThat(spanNamed("attempt 2").getAttributes().asMap())
        .containsAllEntriesOf(elsewhere.asMap());
    assertThat(spanNamed("attempt 1").getAttributes().asMap())
        .doesNotContainKeys(stringKey("gemini.project.id"), stringKey("server.address"));
  }

  @Test
  void aCallThatIsRefusedAfterAllTellsOfTheWayThatItAsked() {
    Route other = new Route("team-b", "gemini-2.5-flash", ROUTE.baseUrl());
    Observation call = recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI));
    call.rerouted(new Rerouting(ROUTE, other, Rerouting.Reason.QUOTA, List.of(), START));
    call.attempted(
        new Attempt(1, other, START, Duration.ofMillis(200), 429, rateVerdict(), "EXHAUSTED"));
    call.finished(
        new Outcome(
            START, Ending.REFUSED, ROUTE, 429, null, null, null, null, 1, Duration.ZERO, null));

    assertThat(attribute(onlySpan(), "gemini.project.id")).isEqualTo("my-project");
    assertThat(attribute(onlySpan(), "gemini.quota.rerouted")).isNull();
    assertThat(attribute(onlySpan(), "gemini.quota.asked.project.id")).isNull();
  }

  @Test
  void aStreamedCallSaysSo() {
    Route route = new Route("my-project", "gemini-2.5-flash", "https://example.com");
    succeedAtOnce(
        recorder.begin(
            new GeminiCall(Service.GEMINI, route, null, Operation.GENERATE_CONTENT, true, true)));

    assertThat(onlySpan().getAttributes().asMap().toString())
        .contains("gen_ai.request.stream=true");
  }

  @Test
  void spansTheTimeFromTheBeginningToTheGivenEnd() {
    succeedAtOnce(recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI)));

    assertThat(onlySpan().getStartEpochNanos()).isEqualTo(nanos(START));
    assertThat(onlySpan().getEndEpochNanos()).isEqualTo(nanos(START.plusMillis(300)));
  }

  @Test
  void joinsTheTraceThatIsCurrentWhereTheCallBegins() {
    Span application = telemetry.getTracer("application").spanBuilder("work").startSpan();
    Observation observation;
    try (Scope current = application.makeCurrent()) {
      observation = recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI));
    }
    succeedAtOnce(observation);

    assertThat(onlySpan().getParentSpanId()).isEqualTo(application.getSpanContext().getSpanId());
    assertThat(onlySpan().getTraceId()).isEqualTo(application.getSpanContext().getTraceId());
  }

  @Test
  void activationMakesTheSpanCurrentWithTheContextOfTheBeginning() {
    ContextKey<String> tenant = ContextKey.named("tenant");
    Observation observation;
    try (Scope current = Context.current().with(tenant, "blue").makeCurrent()) {
      observation = recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI));
    }

    String currentSpan;
    try (Observation.Scope active = observation.activate()) {
      currentSpan = Span.current().getSpanContext().getSpanId();
      assertThat(Context.current().get(tenant)).isEqualTo("blue");
    }
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    succeedAtOnce(observation);

    assertThat(onlySpan().getSpanId()).isEqualTo(currentSpan);
  }

  @Test
  void aHoldIsAnEventAtItsBeginning() {
    Observation observation = recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI));
    observation.held(
        new Hold(START.plusMillis(5), Duration.ofMillis(4250), Hold.Reason.QUOTA, LEARNED));
    observation.held(
        new Hold(START.plusSeconds(5), Duration.ofMillis(500), Hold.Reason.BACKOFF, null));
    succeedAtOnce(observation);

    assertThat(onlySpan().getEvents())
        .satisfiesExactly(
            quotaHold -> {
              assertThat(quotaHold.getName()).isEqualTo("gemini.quota.hold");
              assertThat(quotaHold.getEpochNanos()).isEqualTo(nanos(START.plusMillis(5)));
              assertThat(quotaHold.getAttributes())
                  .isEqualTo(
                      Attributes.builder()
                          .put("gemini.quota.wait", 4.25)
                          .put("gemini.quota.reason", "quota")
                          .put("gemini.quota.metric", METRIC)
                          .put("gemini.quota.id", QUOTA_ID)
                          .put("gemini.quota.limit", 10)
                          .build());
            },
            backoff ->
                assertThat(backoff.getAttributes())
                    .isEqualTo(
                        Attributes.builder()
                            .put("gemini.quota.wait", 0.5)
                            .put("gemini.quota.reason", "backoff")
                            .build()));
  }

  @Test
  void aCallOfOneAttemptIsOneSpan() {
    Observation observation = recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI));
    observation.attempted(success(1, START));
    observation.finished(
        new Outcome(
            START, Ending.SUCCEEDED, ROUTE, 200, null, null, null, null, 1, Duration.ZERO, null));

    assertThat(exported.getFinishedSpanItems()).hasSize(1);
  }

  @Test
  void aCallOfSeveralAttemptsHasAChildSpanForEach() {
    Observation observation = recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI));
    observation.attempted(rejected(1, START.plusMillis(1)));
    observation.attempted(success(2, START.plusSeconds(4)));
    observation.finished(
        new Outcome(
            START.plusSeconds(5),
            Ending.SUCCEEDED,
            ROUTE,
            200,
            rateVerdict(),
            LEARNED,
            null,
            null,
            2,
            Duration.ofSeconds(4),
            null));

    List<SpanData> spans = exported.getFinishedSpanItems();
    assertThat(spans).extracting(SpanData::getName).hasSize(3);
    SpanData first = spans.get(0);
    SpanData second = spans.get(1);
    SpanData call = spans.get(2);

    assertThat(first.getName()).isEqualTo("attempt 1");
    assertThat(first.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(first.getParentSpanId()).isEqualTo(call.getSpanId());
    assertThat(first.getStartEpochNanos()).isEqualTo(nanos(START.plusMillis(1)));
    assertThat(first.getEndEpochNanos()).isEqualTo(nanos(START.plusMillis(31)));
    assertThat(first.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(first.getAttributes().asMap())
        .isEqualTo(
            Attributes.builder()
                .put("gemini.quota.attempt", 1)
                .put("http.response.status_code", 429)
                .put("gemini.quota.verdict", "RATE_REQUESTS_PER_MINUTE")
                .put("error.type", "RESOURCE_EXHAUSTED")
                .build()
                .asMap());

    assertThat(second.getName()).isEqualTo("attempt 2");
    assertThat(second.getParentSpanId()).isEqualTo(call.getSpanId());
    assertThat(second.getAttributes().asMap())
        .isEqualTo(
            Attributes.builder()
                .put("gemini.quota.attempt", 2)
                .put("http.request.resend_count", 1)
                .put("http.response.status_code", 200)
                .build()
                .asMap());

    assertThat(call.getName()).isEqualTo("generate_content gemini-2.5-flash");
    assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(call.getAttributes().get(longKey("gemini.quota.attempts"))).isEqualTo(2);
    assertThat(call.getAttributes().get(doubleKey("gemini.quota.wait"))).isEqualTo(4.0);
    assertThat(call.getAttributes().get(longKey("gemini.quota.limit"))).isEqualTo(10);
  }

  @Test
  void aFailedAttemptIsAnEventWithItsVerdict() {
    Observation observation = recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI));
    observation.attempted(rejected(1, START));
    succeedAtOnce(observation);

    assertThat(onlySpan().getEvents())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getName()).isEqualTo("gemini.quota.verdict");
              assertThat(event.getEpochNanos()).isEqualTo(nanos(START.plusMillis(30)));
              assertThat(event.getAttributes())
                  .isEqualTo(
                      Attributes.builder()
                          .put("gemini.quota.verdict", "RATE_REQUESTS_PER_MINUTE")
                          .put("gemini.quota.attempt", 1)
                          .put("gemini.quota.metric", METRIC)
                          .put("gemini.quota.id", QUOTA_ID)
                          .put("gemini.quota.limit", 10)
                          .put("gemini.quota.retry_after", 37.5)
                          .build());
            });
  }

  @Test
  void aFailedCallIsAnErrorWithTheAdvice() {
    Verdict zero =
        new Verdict(
            Kind.QUOTA_ZERO,
            429,
            null,
            null,
            METRIC,
            "GenerateRequestsPerDayPerProjectPerModel-FreeTier",
            0L,
            Window.DAY,
            null,
            Retryable.NEVER,
            List.of());
    Observation observation = recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI));
    observation.finished(
        new Outcome(
            START.plusMillis(40),
            Ending.FAILED,
            ROUTE,
            429,
            zero,
            LEARNED,
            "RESOURCE_EXHAUSTED",
            "Attach billing to the project.",
            1,
            Duration.ZERO,
            null));

    SpanData span = onlySpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEqualTo("Attach billing to the project.");
    assertThat(attribute(span, "gemini.quota.outcome")).isEqualTo("failed");
    assertThat(attribute(span, "gemini.quota.verdict")).isEqualTo("QUOTA_ZERO");
    assertThat(attribute(span, "gemini.quota.advice")).isEqualTo("Attach billing to the project.");
    assertThat(attribute(span, "error.type")).isEqualTo("RESOURCE_EXHAUSTED");
    assertThat(attribute(span, "gemini.quota.id"))
        .as("the quota that failed the call, not one that held it before")
        .isEqualTo("GenerateRequestsPerDayPerProjectPerModel-FreeTier");
    assertThat(span.getAttributes().get(longKey("gemini.quota.limit"))).isZero();
  }

  @Test
  void aRefusedCallNamesTheQuotaThatRefusedItAndNoStatus() {
    Observation observation = recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI));
    observation.finished(
        new Outcome(
            START,
            Ending.REFUSED,
            ROUTE,
            0,
            null,
            LEARNED,
            null,
            "Wait 40 s.",
            0,
            Duration.ZERO,
            null));

    SpanData span = onlySpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(attribute(span, "error.type")).isEqualTo("_OTHER");
    assertThat(attribute(span, "gemini.quota.id")).isEqualTo(QUOTA_ID);
    assertThat(span.getAttributes().get(longKey("http.response.status_code"))).isNull();
    assertThat(span.getAttributes().get(longKey("gemini.quota.attempts"))).isZero();
  }

  @Test
  void aCancelledCallIsNoError() {
    Observation observation = recorder.begin(call(Operation.GENERATE_CONTENT, Service.GEMINI));
    observation.finished(
        new Outcome(
            START, Ending.CANCELLED, ROUTE, 0, null, null, null, null, 0, Duration.ZERO, null));

    assertThat(onlySpan().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(attribute(onlySpan(), "gemini.quota.outcome")).isEqualTo("cancelled");
  }

  private SpanData spanNamed(String name) {
    return exported.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findAny()
        .orElseThrow();
  }

  private SpanData onlySpan() {
    assertThat(exported.getFinishedSpanItems()).hasSize(1);
    return exported.getFinishedSpanItems().get(0);
  }

  private static String attribute(SpanData span, String key) {
    return span.getAttributes().get(stringKey(key));
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  private static GeminiCall call(Operation operation, Service service) {
    return new GeminiCall(service, ROUTE, null, operation, false, true);
  }

  private static GeminiCall call(String model, String baseUrl) {
    Route route = new Route("my-project", model, baseUrl);
    return new GeminiCall(Service.GEMINI, route, null, Operation.GENERATE_CONTENT, false, true);
  }

  private static void succeedAtOnce(Observation observation) {
    observation.finished(
        new Outcome(
            START.plusMillis(300),
            Ending.SUCCEEDED,
            ROUTE,
            200,
            null,
            null,
            null,
            null,
            1,
            Duration.ZERO,
            null));
  }

  private static Attempt success(int number, Instant start) {
    return new Attempt(number, ROUTE, start, Duration.ofMillis(200), 200, null, null);
  }

  private static Attempt rejected(int number, Instant start) {
    return new Attempt(
        number, ROUTE, start, Duration.ofMillis(30), 429, rateVerdict(), "RESOURCE_EXHAUSTED");
  }

  private static Verdict rateVerdict() {
    return new Verdict(
        Kind.RATE_REQUESTS_PER_MINUTE,
        429,
        null,
        "gemini-2.5-flash",
        METRIC,
        QUOTA_ID,
        10L,
        Window.MINUTE,
        Duration.ofMillis(37_500),
        Retryable.SOON,
        List.of());
  }

  private static final class StoppedClock implements TimeSource {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public Instant now() {
      return START;
    }
  }
}
