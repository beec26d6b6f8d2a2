package io.geminiquota.agent.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenTelemetry's exporter over our sender, against a receiver that answers as it is told. */
class PlainHttpSenderTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** Kept, because a logger that nobody keeps loses its level. */
  private static final Logger SDK_LOGGER = Logger.getLogger("io.opentelemetry.exporter");

  private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private HttpServer receiver;

  /** In the agent there is only ours; beside the tests there is that of their applications, too. */
  private static final String CHOICE = HttpSenderProvider.class.getName();

  @BeforeAll
  static void chooseOursAndSilenceTheSdk() {
    System.setProperty(CHOICE, PlainHttpSenderProvider.class.getName());
    SDK_LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void undo() {
    System.clearProperty(CHOICE);
    SDK_LOGGER.setLevel(null);
  }

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/v1/traces", this::answer);
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  @Test
  void asksForNoOtherProtocol() {
    answers.add(200);

    CompletableResultCode result = export("none", TIMEOUT);

    assertThat(result.isSuccess()).isTrue();
    assertThat(received).hasSize(1);
    assertThat(received.get(0).upgrade()).isFalse();
    assertThat(received.get(0).contentType()).isEqualTo("application/x-protobuf");
  }

  @Test
  void compressesIfAskedTo() throws IOException {
    answers.addAll(List.of(200, 200));

    export("none", TIMEOUT);
    export("gzip", TIMEOUT);

    byte[] plain = received.get(0).body();
    byte[] compressed = received.get(1).body();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
        .isEqualTo(plain);
  }

  @Test
  void triesABusyReceiverAgain() {
    answers.addAll(List.of(503, 429, 200));

    assertThat(export("none", TIMEOUT).isSuccess()).isTrue();
    assertThat(received).hasSize(3);
  }

  @Test
  void makesNoMoreAttemptsThanThePolicyAllows() {
    answers.addAll(List.of(503, 503, 503, 200));

    assertThat(export("none", TIMEOUT).isSuccess()).isFalse();
    assertThat(received).hasSize(3);
  }

  @Test
  void leavesAReceiverAloneThatRefuses() {
    answers.addAll(List.of(400, 200));

    assertThat(export("none", TIMEOUT).isSuccess()).isFalse();
    assertThat(received).hasSize(1);
  }

  @Test
  void tellsThatNobodyListens() {
    receiver.stop(0);

    CompletableResultCode result = export("none", TIMEOUT);

    assertThat(result.isDone()).isTrue();
    assertThat(result.getFailureThrowable()).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void waitsForASilentReceiverNoLongerThanItsTimeout() {
    CompletableResultCode result = export("none", Duration.ofSeconds(2));

    assertThat(result.isDone()).isTrue();
    assertThat(result.isSuccess()).isFalse();
    assertThat(received).hasSize(1);
  }

  /** One span, sent; waits for what comes of it. */
  private CompletableResultCode export(String compression, Duration timeout) {
    RetryPolicy retries =
        RetryPolicy.builder()
            .setMaxAttempts(3)
            .setInitialBackoff(Duration.ofMillis(10))
            .setMaxBackoff(Duration.ofMillis(20))
            .build();
    try (OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint("http://127.0.0.1:" + receiver.getAddress().getPort() + "/v1/traces")
            .setCompression(compression)
            .setTimeout(timeout)
            .setRetryPolicy(retries)
            .build()) {
      return exporter.export(List.of()).join(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Answers as told; where nothing was told it does not answer at all. */
  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    received.add(
        new Received(
            exchange.getRequestHeaders().containsKey("Upgrade"),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            body));
    Integer status = answers.poll();
    if (status != null) {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Received(boolean upgrade, String contentType, byte[] body) {}
}
