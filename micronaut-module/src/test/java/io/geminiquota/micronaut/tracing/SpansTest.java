package io.geminiquota.micronaut.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.genai.Client;
import io.geminiquota.annotations.GeminiQuota;
import io.geminiquota.micronaut.Site;
import io.geminiquota.testkit.Answer;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.tracing.annotation.NewSpan;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** With micronaut-tracing's OpenTelemetry. */
@Timeout(60)
class SpansTest {

  private static final String MODEL = "gemini-x";

  static Stream<Arguments> kindsOfCalls() {
    return Stream.of(
        call("plain", Traced::plain),
        call("async", traced -> traced.stage().join()),
        call("async in a span of OpenTelemetry's own", traced -> traced.stageByHand().join()),
        call("reactive", traced -> traced.mono().block()),
        call("a method with a model", Traced::carried),
        call("a reactive method with a model", traced -> traced.carriedMono().block()));
  }

  private static Arguments call(String name, Consumer<Traced> call) {
    return Arguments.argumentSet(name, call);
  }

  @ParameterizedTest
  @MethodSource("kindsOfCalls")
  void aCallIsASpanInTheTraceOfItsMethod(Consumer<Traced> call) {
    try (Site site = new Site("spec.name", "spans")) {
      call.accept(site.bean(Traced.class));
      List<SpanData> spans = spans(site, 2);
      SpanData ours = named(spans, "generate_content " + MODEL);
      SpanData method = spans.get(1 - spans.indexOf(ours));
      assertThat(ours.getParentSpanId()).isEqualTo(method.getSpanId());
      assertThat(ours.getTraceId()).isEqualTo(method.getTraceId());
    }
  }

  @Test
  void itsAttemptsAndVerdictsAreInIt() {
    try (Site site = new Site("spec.name", "spans", "gemini.quota.minute", "1s")) {
      site.simulator.script(MODEL, Answer.unavailable(), Answer.ok());
      site.bean(Client.class).models.generateContent(MODEL, "Hello", null);
      SpanData call = named(spans(site, 3), "generate_content " + MODEL);
      assertThat(call.getAttributes().get(AttributeKey.longKey("gemini.quota.attempts")))
          .isEqualTo(2);
      assertThat(call.getEvents())
          .anyMatch(event -> event.getName().equals("gemini.quota.verdict"));
    }
  }

  private static SpanData named(List<SpanData> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  private static List<SpanData> spans(Site site, int expected) {
    InMemorySpanExporter exporter = site.bean(InMemorySpanExporter.class);
    await().until(() -> exporter.getFinishedSpanItems().size() >= expected);
    assertThat(exporter.getFinishedSpanItems()).hasSize(expected);
    return exporter.getFinishedSpanItems();
  }

  @Singleton
  @Requires(property = "spec.name", value = "spans")
  static class Traced {

    private final Client client;
    private final OpenTelemetry telemetry;

    Traced(Client client, OpenTelemetry telemetry) {
      this.client = client;
      this.telemetry = telemetry;
    }

    @NewSpan
    String plain() {
      return client.models.generateContent(MODEL, "Hello", null).text();
    }

    @NewSpan
    CompletableFuture<String> stage() {
      return client.async.models.generateContent(MODEL, "Hello", null).thenApply(r -> r.text());
    }

    CompletableFuture<String> stageByHand() {
      Span span = telemetry.getTracer("test").spanBuilder("by hand").startSpan();
      try (Scope ignored = span.makeCurrent()) {
        return untraced().whenComplete((answer, thrown) -> span.end());
      }
    }

    @NewSpan
    @GeminiQuota
    Mono<String> mono() {
      return Mono.fromFuture(this::untraced);
    }

    @NewSpan
    @GeminiQuota(model = MODEL)
    String carried() {
      return "answer";
    }

    @NewSpan
    @GeminiQuota(model = MODEL)
    Mono<String> carriedMono() {
      return Mono.just("answer");
    }

    private CompletableFuture<String> untraced() {
      return client.async.models.generateContent(MODEL, "Hello", null).thenApply(r -> r.text());
    }
  }

  @Factory
  @Requires(property = "spec.name", value = "spans")
  static class Exported {

    @Singleton
    InMemorySpanExporter exporter() {
      return InMemorySpanExporter.create();
    }

    @Singleton
    SpanProcessor processor(InMemorySpanExporter exporter) {
      return SimpleSpanProcessor.create(exporter);
    }
  }
}
