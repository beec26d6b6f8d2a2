package io.geminiquota.withagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import io.micronaut.context.ApplicationContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A Micronaut application with the module, in a JVM with the agent: see {@code WithAgentIT}. What
 * was sent, said and recorded shows that one of them acted and the other stood back.
 */
@Timeout(60)
class OneLayerTest {

  private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();

  static {
    OpenTelemetrySdk unused =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                    .build())
            .buildAndRegisterGlobal();
  }

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();
  private final ApplicationContext context =
      ApplicationContext.run(
          Map.of(
              "gemini.client.api-key", "test-key", "gemini.client.base-url", simulator.baseUrl()));
  private final Answers answers = context.getBean(Answers.class);

  @AfterEach
  void close() {
    context.close();
    simulator.close();
    SPANS.reset();
  }

  static Stream<Arguments> methods() {
    return Map.<String, Function<Answers, String>>of(
            "plain", Answers::plain,
            "model", Answers::call,
            "mono", bean -> bean.mono().block(),
            "not annotated", Answers::free)
        .entrySet()
        .stream()
        .map(kind -> Arguments.argumentSet(kind.getKey(), kind.getValue()));
  }

  @Test
  void theModuleStandsBack() {
    assertThat(System.getProperty("io.geminiquota.agent")).as("this JVM has the agent").isNotNull();
    assertThat(context.getBeanDefinitions(Object.class))
        .extracting(definition -> definition.getBeanType().getName())
        .noneMatch(name -> name.startsWith("io.geminiquota.engine."));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aFailedCallIsSentAgainOnceAndIsOneSpan(Function<Answers, String> method) {
    simulator.script(Answers.MODEL, Answer.unavailable(), Answer.ok());

    assertThat(method.apply(answers)).isNotEmpty();

    assertThat(simulator.requests()).hasSize(2);
    assertThat(calls())
        .singleElement()
        .extracting(span -> span.getAttributes().get(AttributeKey.longKey("gemini.quota.attempts")))
        .isEqualTo(2L);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void whatCannotSucceedHasTheAdviceOnce(Function<Answers, String> method) {
    simulator.script(Answers.MODEL, Answer.zeroQuota());

    assertThatThrownBy(() -> method.apply(answers))
        .satisfies(
            thrown -> {
              assertThat(thrown.toString()).containsOnlyOnce("[gemini-quota]");
              assertThat(thrown.getSuppressed())
                  .noneMatch(advice -> advice.toString().contains("[gemini-quota]"));
            });
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void theAgentHonoursTheRetriesOfABean() {
    simulator.script(Answers.MODEL, Answer.unavailable(), Answer.ok());

    assertThatThrownBy(answers::once).hasMessageContaining("503");

    assertThat(simulator.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theAgentHonoursTheBudgetOfABean(boolean asynchronous) {
    Runnable call = asynchronous ? () -> answers.strictStage().join() : answers::strict;
    call.run();

    assertThatThrownBy(call::run)
        .hasMessageContaining("@GeminiQuota of " + Answers.class.getName() + ".strict");

    assertThat(answers.free()).as("outside of the method").isNotEmpty();
    assertThat(simulator.requests()).hasSize(2);
  }

  @Test
  void whatIsHeldIsHeldOnce() {
    assertThat(answers.held()).isNotEmpty();
    long start = System.nanoTime();
    assertThat(answers.held()).isNotEmpty();

    // The agent's minute is 2 s here. Held by both, it would have to wait for a second one.
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(1_000), Duration.ofMillis(3_500));
    assertThat(simulator.requests()).hasSize(2);
    assertThat(calls()).hasSize(2);
    assertThat(calls().stream().flatMap(call -> call.getEvents().stream()))
        .extracting(EventData::getName)
        .containsExactly("gemini.quota.hold");
  }

  /** The spans that are not parts of others. */
  private static List<SpanData> calls() {
    return SPANS.getFinishedSpanItems().stream()
        .filter(span -> !span.getParentSpanContext().isValid())
        .toList();
  }
}
