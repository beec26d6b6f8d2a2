package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Calls;
import com.example.TracedCalls;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.otlp.ReceivedSpan;
import io.geminiquota.testkit.otlp.TraceReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryIT {

  private static final String SPAN = "generate_content gemini-2.5-flash";

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
            "gemini-quota: spans do not arrive at "
                + nobody
                + "/v1/traces (ConnectException): calls are governed all the same; check that a"
                + " receiver of OTLP over HTTP (usually port 4318) listens there, or change"
                + " otlp-endpoint or OTEL_EXPORTER_OTLP_ENDPOINT");
    succeeded(application);
  }

  @Test
  void anEndpointThatIsNoUrlIsOneLine() {
    Finished application =
        calls(jvm().agent("").environment("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318"));

    assertThat(application.errLines())
        .singleElement()
        .asString()
        .startsWith("gemini-quota: spans cannot be sent to ")
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void openTelemetrysOwnAgentGetsTheSpansWhateverTheOrderOfTheAgents(boolean first) {
    String theirs = "-javaagent:" + ApplicationJars.companion("opentelemetry-javaagent.jar");
    ForkedJvm jvm =
        jvm()
            .option("-Dotel.exporter.otlp.endpoint=" + receiver.endpoint())
            .option("-Dotel.metrics.exporter=none")
            .option("-Dotel.logs.exporter=none")
            .option("-Dotel.javaagent.logging=none");
    Finished application =
        calls(first ? jvm.option(theirs).agent("") : jvm.agent("").option(theirs));

    succeeded(application);
    assertThat(application.err()).doesNotContain("gemini-quota");
    assertThat(receiver.spans()).extracting(ReceivedSpan::name).filteredOn(SPAN::equals).hasSize(3);
  }

  private ForkedJvm jvm() {
    return new ForkedJvm(Jdk.ofTheBuild()).classPath(ApplicationJars.OKHTTP_4);
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
