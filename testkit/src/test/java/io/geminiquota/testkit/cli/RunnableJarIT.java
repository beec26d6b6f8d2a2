package io.geminiquota.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The jar as a user starts it, in a JVM of its own. */
class RunnableJarIT {

  private static Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", System.getProperty("simulator.jar")));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).start();
  }

  @Test
  void serves() throws Exception {
    Process process = start("--port", "0", "--rpm", "1", "--minute", "60s");
    try (BufferedReader out = process.inputReader();
        BufferedReader err = process.errorReader()) {
      String line = out.readLine();
      assertThat(line).matches("Gemini simulator listening on http://127\\.0\\.0\\.1:\\d+");
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(line.replaceAll(".* ", "") + "/v1beta/models/m:generateContent?key=k"))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      HttpClient client = HttpClient.newHttpClient();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(429);

      // Not through Process itself: that would close the streams read below.
      process.toHandle().destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(out.readLine()).isNull();
      assertThat(err.readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void refusesWrongOptionsWithExitCode2() throws Exception {
    Process process = start("--rpm", "lots");
    try (BufferedReader err = process.errorReader()) {
      assertThat(err.lines()).hasSize(1).first().asString().contains("'lots' is not a long");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }
}
