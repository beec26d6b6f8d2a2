package io.geminiquota.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CountDownLatch stop = new CountDownLatch(1);

  private int execute(String... args) {
    return SimulatorCommand.commandLine(new SimulatorCommand(stop))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @Test
  void printsItsAddressServesAndWritesTheLog(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("requests.jsonl");
    CompletableFuture<Integer> exitCode =
        CompletableFuture.supplyAsync(
            () ->
                execute(
                    "--rpm=5",
                    "--model=gemini-2.5-pro:rpm=1,rpd=50",
                    "--model=alpha/gemini-x:rpm=0",
                    "--model=beta/gemini-2.5-pro:rpm=9",
                    "--key=secret-key=alpha",
                    "--minute=1h",
                    "--windows=fixed",
                    "--count-rejected",
                    "--latency=1ms..2ms",
                    "--unavailable=0%",
                    "--seed=4",
                    "--tier=paid",
                    "--day=1h",
                    "--log=" + log));
    await().until(() -> out.toString().endsWith("\n") || exitCode.isDone());
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .matches("Gemini simulator listening on http://127\\.0\\.0\\.1:\\d+\\R");
    String url = out.toString().trim().replaceAll(".* ", "");

    assertThat(generate(url, "gemini-2.5-pro").statusCode()).isEqualTo(200);
    assertThat(generate(url, "gemini-2.5-pro").statusCode()).isEqualTo(429);
    assertThat(generate(url, "gemini-x").statusCode()).isEqualTo(429);
    await().until(() -> Files.readAllLines(log).size() == 3);
    stop.countDown();

    assertThat(exitCode.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(Files.readAllLines(log).get(0))
        .startsWith("{\"arrivalNanos\":")
        .contains("\"project\":\"alpha\",\"model\":\"gemini-2.5-pro\"")
        .contains("\"status\":200,\"verdict\":\"OK\"")
        .doesNotContain("secret-key", "prompt of the test");
    assertThat(Files.readAllLines(log).get(1))
        .contains("\"verdict\":\"RATE_REQUESTS_PER_MINUTE\"", "\"retryAfterNanos\":");
  }

  private static HttpResponse<String> generate(String url, String model) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v1beta/models/" + model + ":generateContent"))
            .header("x-goog-api-key", "secret-key")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"contents\":[{\"parts\":[{\"text\":\"prompt of the test\"}]}]}"))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --rpm=many              | 'many' is not a long
          --rpm=-1                | rpm is -1
          --minute=3              | '3' is no duration; write it like 250ms, 3s, 2m or 1h
          --minute=0s             | minute is PT0S
          --latency=3s..1s        | runs backward
          --unavailable=half      | 'half' is no share
          --unavailable=101%      | '101%' is no share
          --windows=wide          | expected one of
          --port=70000            | port is 70000
          --model=gemini          | names no model
          --model=gemini:rpx=1    | 'rpx' is no quota
          --model=gemini:rpm      | 'rpm' is no quota
          --model=gemini:rpm=-4   | rpm is -4
          --key=alpha             | KEY=PROJECT
          --unheard-of            | Unknown option
          --rpm                   | Missing required parameter
          """)
  void answersAWrongOptionWithOneClearLineAndExitCode2(String option, String complaint) {
    int exitCode = execute(option);

    assertThat(exitCode).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(complaint).doesNotContain("Exception");
  }

  @Test
  void explainsEveryOption() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString())
        .contains("--port", "--rpm", "--tpm", "--rpd", "--ipm", "--concurrency", "--model")
        .contains("--minute", "--day", "--windows", "--count-rejected", "--tier", "--key")
        .contains("--latency", "--unavailable", "--seed", "--log", "--help", "5%; 0% by default");
  }

  @Test
  void saysWhichPortOrFileItCannotHave(@TempDir Path folder) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(execute("--port=" + taken.getLocalPort())).isEqualTo(1);
      assertThat(err.toString()).startsWith("cannot listen on 127.0.0.1:").hasLineCount(1);
    }
    assertThat(execute("--log=" + folder.resolve("no/such/folder.jsonl"))).isEqualTo(1);
    assertThat(err.toString()).contains("cannot write the log").hasLineCount(2);
  }
}
