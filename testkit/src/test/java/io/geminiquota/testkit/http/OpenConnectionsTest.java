package io.geminiquota.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.RequestRecord;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {

  private static final int CONNECTIONS = 500;
  private static final Duration HELD = Duration.ofSeconds(4);

  private static final byte[] REQUEST =
      """
      POST /v1beta/models/m:streamGenerateContent?alt=sse HTTP/1.1\r
      Host: localhost\r
      x-goog-api-key: k\r
      Content-Length: 2\r
      Connection: close\r
      \r
      {}"""
          .getBytes(StandardCharsets.US_ASCII);

  @Test
  void holdsFiveHundredOpenRequestsWithAHandfulOfThreads() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try (GeminiSimulator simulator = GeminiSimulator.builder().latency(HELD, HELD).start()) {
      int port = URI.create(simulator.baseUrl()).getPort();
      for (int i = 0; i < CONNECTIONS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(REQUEST);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> simulator.requests().size() == CONNECTIONS);

      assertThat(simulatorThreads()).isLessThanOrEqualTo(20);
      for (Socket socket : sockets) {
        assertThat(readAll(socket.getInputStream()))
            .startsWith("HTTP/1.1 200")
            .contains("finishReason");
      }
      assertThat(simulator.requests())
          .allMatch(
              request ->
                  request.answeredNanos() != RequestRecord.OPEN
                      && request.answeredNanos() - request.arrivalNanos() >= HELD.toNanos());
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static String readAll(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static long simulatorThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("gemini-simulator"))
        .count();
  }
}
