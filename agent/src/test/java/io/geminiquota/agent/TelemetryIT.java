package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Calls;
import com.example.TracedCalls;
import com.example.TracedGenai;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.otlp.ReceivedSpan;
import io.geminiquota.testkit.otlp.TraceReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryIT {

  private static final String SPAN = "generate_content gemini-2.5-flash";

  /** The models and the spans of {@link TracedGenai}, one for each way of asking. */
  private static final List<String> WAYS = List.of("sync", "async", "stream", "asyncStream");

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();
  private final TraceReceiver receiver = TraceReceiver.start();

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @AfterEach
  void stop() {
    receiver.close();
    simulator.close();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withAnEndpointAndNoOpenTelemetryElsewhereOurOwnSendsTheSpans(Jdk jdk) {
    Finished application =
        calls(
            new ForkedJvm(jdk)
                .classPath(ApplicationJars.OKHTTP_4)
                .agent("otlp-endpoint=" + receiver.endpoint()));

    assertThat(application.err()).isEmpty();
    assertThat(receiver.spans()).extracting(ReceivedSpan::name).containsExactly(SPAN, SPAN, SPAN);
  }

  @Test
  void theEndpointMayBeGivenTheWayOpenTelemetryIsConfigured() {
    Finished application =
        calls(
            jvm()
                .agent("")
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                .environment("OTEL_SERVICE_NAME", "shop"));

    assertThat(application.err()).isEmpty();
    assertThat(receiver.spans()).hasSize(3);
  }

  @Test
  void anEndpointWhereNobodyListensIsOneLine() throws IOException {
    String nobody = "http://127.0.0.1:" + unusedPort();

    Finished application = calls(jvm().agent("otlp-endpoint=" + nobody));

    assertThat(application.errLines())
        .containsExactly(
            "gemini-quota: telemetry does not arrive at "
                + nobody
                + " (ConnectException): calls are governed all the same; check that a"
                + " receiver of OTLP over HTTP (usually port 4318) listens there, or change"
                + " otlp-endpoint or OTEL_EXPORTER_OTLP_ENDPOINT");
    succeeded(application);
  }

  /** Every call has its answer while not one export has had one. */
  @Test
  void anEndpointThatNeverAnswersDelaysNoCall() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String endpoint = "http://127.0.0.1:" + silent.getLocalPort();

      Finished application =
          jvm()
              .agent("otlp-endpoint=" + endpoint)
              .environment("OTEL_METRIC_EXPORT_INTERVAL", "100")
              .run(Calls.class, simulator.baseUrl(), "50", "50");

      assertThat(application.outLines())
          .containsOnly("sync 200", "async 200", "cancelled")
          .hasSize(101);
      assertThat(application.errLines())
          .singleElement()
          .asString()
          .startsWith("gemini-quota: telemetry does not arrive at " + endpoint + " (no answer");
      assertThat(application.exitValue()).isZero();
    }
  }

  @Test
  void anEndpointThatIsNoUrlIsOneLine() {
    Finished application =
        calls(jvm().agent("").environment("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318"));

    assertThat(application.errLines())
        .singleElement()
        .asString()
        .startsWith("gemini-quota: telemetry cannot be sent ")
        .contains("http or https URL");
    succeeded(application);
  }

  @Test
  void anApplicationThatSetsItsOpenTelemetryAfterItsFirstCallGetsTheSpansFromThenOn() {
    Finished application =
        new ForkedJvm(Jdk.ofTheBuild())
            .classPath(ApplicationJars.OPEN_TELEMETRY)
            .agent("")
            .run(TracedCalls.class, simulator.baseUrl());

    assertThat(application.err()).isEmpty();
    assertThat(application.outLines())
        .containsExactly(
            "sync 200",
            "cancelled",
            "telemetry is set",
            "span " + SPAN + " (child)",
            "sync 200",
            "span " + SPAN + " (child)",
            "cancelled",
            "span work (root)");
  }

  @Test
  void theOpenTelemetryOfTheApplicationGoesBeforeOurOwn() {
    Finished application =
        new ForkedJvm(Jdk.ofTheBuild())
            .classPath(ApplicationJars.OPEN_TELEMETRY)
            .agent("otlp-endpoint=" + receiver.endpoint())
            .run(TracedCalls.class, simulator.baseUrl());

    assertThat(application.err()).isEmpty();
    assertThat(application.out()).contains("span " + SPAN + " (child)");
    assertThat(receiver.spans()).as("the first calls, before it was set").hasSize(2);
  }

  static Stream<Arguments> waysToSetUp() {
    return Stream.of(
        Arguments.of("before the first call", Jdk.ofTheBuild()),
        Arguments.of("after the first call", newestJdk()),
        Arguments.of("automatically", newestJdk()));
  }

  private static Jdk newestJdk() {
    return Jdk.all().get(Jdk.all().size() - 1);
  }

  @ParameterizedTest
  @MethodSource("waysToSetUp")
  void theApplicationGetsTheSpansInItsOwnTracesHoweverItIsSetUp(String way, Jdk jdk) {
    Finished application = traced(jvm(jdk).agent("project=shop,minute=1s"), way);

    assertThat(application.err()).isEmpty();
    ourSpansAreInTheTracesOfTheApplication();
  }

  /** It is their agent that answers for the application's API. */
  @Test
  void anApplicationWithAnApiOfItsOwnUnderOpenTelemetrysAgentGetsThemToo() {
    ForkedJvm jvm = beneathTheirAgent(jvm(newestJdk()), false, "project=shop,minute=1s");
    Finished application = traced(jvm, "by the agent");

    assertThat(application.err()).doesNotContain("gemini-quota");
    ourSpansAreInTheTracesOfTheApplication();
  }

  /** There no span of another SDK is ever current, so ours begin traces of their own. */
  @Test
  void anSdkOfTheApplicationUnderOpenTelemetrysAgentKeepsItsSpans() {
    ForkedJvm jvm = beneathTheirAgent(jvm(Jdk.ofTheBuild()), true, "project=shop,minute=1s");
    Finished application = traced(jvm, "before the first call");

    assertThat(application.err()).doesNotContain("gemini-quota");
    assertThat(receiver.spans())
        .extracting(ReceivedSpan::name)
        .containsOnlyOnceElementsOf(WAYS)
        .containsOnlyOnceElementsOf(WAYS.stream().map("generate_content "::concat).toList());
  }

  /** Nothing tells where it is: our own sends the spans, if it has an endpoint. */
  @Test
  void anOpenTelemetryThatIsNeverSetGloballyHasOursInItsTraces() {
    Finished application =
        traced(jvm(Jdk.ofTheBuild()).agent("project=shop,minute=1s"), "never globally");

    assertThat(application.err()).isEmpty();
    ourSpansAreInTheTracesOfTheApplication();
  }

  @ParameterizedTest
  @ValueSource(strings = {"opentelemetry-oldest", "opentelemetry-newest"})
  void otherVersionsOfOpenTelemetryAreMetAsWell(String version) {
    Finished application =
        new ForkedJvm(Jdk.ofTheBuild())
            .classPath(ApplicationJars.openTelemetry(version))
            .agent("")
            .run(TracedCalls.class, simulator.baseUrl());

    assertThat(application.err()).isEmpty();
    assertThat(application.outLines())
        .contains("telemetry is set", "span " + SPAN + " (child)", "span work (root)");
  }

  @Test
  void withoutAnyOpenTelemetryAndWithoutAnEndpointNothingIsMade() {
    Finished application =
        calls(
            new ForkedJvm(Jdk.ofTheBuild())
                .classPath(ApplicationJars.OPEN_TELEMETRY)
                .agent("")
                .option("-Xlog:class+load"));

    assertThat(application.err()).isEmpty();
    assertThat(application.out())
        .contains("io.geminiquota.agent.core.telemetry.Telemetry")
        .doesNotContain(
            "io.geminiquota.agent.otlp",
            "SpanRecorder",
            "MetricRecorder",
            "io.opentelemetry.context.LazyStorage");
  }

  private Finished traced(ForkedJvm jvm, String way) {
    for (String model : WAYS) {
      simulator.script(model, Answer.rateLimited(Duration.ofMillis(50)), Answer.ok());
    }
    Finished application =
        jvm.classPath(ApplicationJars.GENAI_TRACED)
            .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
            .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            .environment("OTEL_METRICS_EXPORTER", "none")
            .environment("OTEL_LOGS_EXPORTER", "none")
            .run(TracedGenai.class, simulator.baseUrl(), receiver.endpoint(), way);
    assertThat(application.outLines())
        .contains("sync answered", "async answered", "stream answered", "asyncStream answered")
        .endsWith("done");
    return application;
  }

  private void ourSpansAreInTheTracesOfTheApplication() {
    Map<String, ReceivedSpan> byName =
        receiver.spans().stream()
            .filter(span -> WAYS.stream().anyMatch(way -> span.name().endsWith(way)))
            .collect(Collectors.toMap(ReceivedSpan::name, span -> span));
    for (String way : WAYS) {
      ReceivedSpan call = byName.get("generate_content " + way);
      ReceivedSpan outer = byName.get(way);
      assertThat(call.traceId()).isEqualTo(outer.traceId());
      assertThat(call.parentSpanId()).isEqualTo(outer.spanId());
      assertThat(call.attributes())
          .containsEntry("gemini.project.id", "shop")
          .containsEntry("gen_ai.request.model", way)
          .containsEntry("gemini.quota.attempts", 2L)
          .containsEntry(
              "gemini.quota.metric",
              "generativelanguage.googleapis.com/generate_content_free_tier_requests");
    }
  }

  private ForkedJvm beneathTheirAgent(ForkedJvm jvm, boolean first, String arguments) {
    String theirs = "-javaagent:" + ApplicationJars.companion("opentelemetry-javaagent.jar");
    jvm.option("-Dotel.exporter.otlp.endpoint=" + receiver.endpoint())
        .option("-Dotel.metrics.exporter=none")
        .option("-Dotel.logs.exporter=none")
        .option("-Dotel.javaagent.logging=none");
    return first ? jvm.option(theirs).agent(arguments) : jvm.agent(arguments).option(theirs);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void openTelemetrysOwnAgentGetsTheSpansWhateverTheOrderOfTheAgents(boolean first) {
    Finished application = calls(beneathTheirAgent(jvm(), first, ""));

    succeeded(application);
    assertThat(application.err()).doesNotContain("gemini-quota");
    assertThat(receiver.spans()).extracting(ReceivedSpan::name).filteredOn(SPAN::equals).hasSize(3);
  }

  private static ForkedJvm jvm() {
    return jvm(Jdk.ofTheBuild()).classPath(ApplicationJars.OKHTTP_4);
  }

  private static ForkedJvm jvm(Jdk jdk) {
    return new ForkedJvm(jdk);
  }

  private Finished calls(ForkedJvm jvm) {
    return jvm.run(Calls.class, simulator.baseUrl(), "1", "1");
  }

  private static void succeeded(Finished application) {
    assertThat(application.outLines()).containsExactly("sync 200", "async 200", "cancelled");
    assertThat(application.exitValue()).isZero();
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
