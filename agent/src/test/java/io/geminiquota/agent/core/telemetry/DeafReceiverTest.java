package io.geminiquota.agent.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.core.Log;
import io.geminiquota.agent.otlp.OtlpPipeline;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A receiver that is gone, or takes everything and never answers: nobody who records waits for it.
 */
@Timeout(60)
class DeafReceiverTest {

  private static final int RECORDED = 20_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** In the queue, in the batch that is sent, and in the one that is being filled. */
  private static final int MOST_KEPT = 2048 + 2 * 512;

  /** Kept, because a logger that nobody keeps loses its level; in the agent it is silent, too. */
  private static final Logger SDK_LOGGER = Logger.getLogger("io.opentelemetry");

  private static final Pattern SPANS =
      Pattern.compile("(\\d+) +\\d+ +io\\.opentelemetry\\.sdk\\.trace\\.SdkSpan\\s");

  @BeforeAll
  static void silence() {
    SDK_LOGGER.setLevel(Level.OFF);
  }

  @Test
  void whoNeverAnswersIsNotWaitedForAndWhatIsKeptForHimIsLittle() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      recordFor(silent.getLocalPort());
    }
  }

  @Test
  void whoIsGoneIsNotWaitedForAndWhatIsKeptForHimIsLittle() throws Exception {
    recordFor(unusedPort());
  }

  private static void recordFor(int port) throws Exception {
    int before = spansKept();
    String server = "http://127.0.0.1:" + port;
    ExportPlan plan =
        new ExportPlan(
            new OtlpTarget(server + "/v1/traces", Map.of(), TIMEOUT),
            new OtlpTarget(server + "/v1/metrics", Map.of(), TIMEOUT),
            Duration.ofMillis(50),
            Temporality.CUMULATIVE,
            null,
            Map.of());
    try (OtlpPipeline pipeline =
        new OtlpPipeline(plan, new ExportTroubles(new Log(System::nanoTime)))) {
      OpenTelemetry telemetry = (OpenTelemetry) pipeline.openTelemetry();
      Tracer tracer = telemetry.getTracer("calls");
      LongCounter counter = telemetry.getMeter("calls").counterBuilder("calls").build();
      for (int i = 0; i < RECORDED; i++) {
        tracer.spanBuilder("call").startSpan().end();
        counter.add(1);
      }
      // Not one export was answered, and here we are.
      assertThat(spansKept()).isBetween(1, before + MOST_KEPT);
    }
  }

  /** Those that a garbage collection leaves. */
  private static int spansKept() throws Exception {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    Matcher spans = SPANS.matcher(histogram);
    return spans.find() ? Integer.parseInt(spans.group(1)) : 0;
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
