package com.example.summaries;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.testkit.GeminiSimulation;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.RequestRecord;
import io.geminiquota.testkit.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The executable jar with the agent: HTTP on one side, a Gemini with a quota on the other. */
@Timeout(180)
class SummaryServiceIT {

  @Test
  @GeminiSimulation(rpm = 5, minute = "1s")
  void aRushIsServedInFull(GeminiSimulator gemini) throws Exception {
    try (Service service = Service.start(gemini)) {
      List<HttpResponse<String>> responses = service.rush(15);

      assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(200);
      assertThat(responses).extracting(HttpResponse::body).allMatch(body -> body.contains("text"));
      assertThat(gemini.requests())
          .filteredOn(request -> request.verdict() == Verdict.OK)
          .hasSize(15)
          .extracting(RequestRecord::model)
          .containsOnly("gemini-2.5-flash");
    }
  }

  /** The service as {@code samples/spring-ai/run} starts it, on a free port. */
  private static final class Service implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Tomcat started on port (\\d+)");

    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private Service(Process process, int port) {
      this.process = process;
      this.port = port;
    }

    static Service start(GeminiSimulator gemini) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-javaagent:" + System.getProperty("agent.jar") + "=minute=1s",
                  "-jar",
                  System.getProperty("service.jar"))
              .redirectErrorStream(true);
      builder.environment().put("GOOGLE_API_KEY", "any-key");
      builder.environment().put("GOOGLE_GEMINI_BASE_URL", gemini.baseUrl());
      builder.environment().put("PORT", "0");
      Process process = builder.start();
      StringBuilder said = new StringBuilder();
      BufferedReader out = process.inputReader();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher listening = LISTENING.matcher(line);
        if (listening.find()) {
          return new Service(process, Integer.parseInt(listening.group(1)));
        }
        said.append(line).append('\n');
      }
      process.destroyForcibly();
      throw new IOException("the service did not start:\n" + said);
    }

    /** So many texts at once. */
    List<HttpResponse<String>> rush(int texts) {
      List<CompletableFuture<HttpResponse<String>>> sent =
          IntStream.range(0, texts).mapToObj(i -> post("A text, the number " + i + ".")).toList();
      return sent.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<HttpResponse<String>> post(String text) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/summaries"))
              .header("Content-Type", "text/plain")
              .POST(BodyPublishers.ofString(text))
              .build();
      return http.sendAsync(request, BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }
}
