package io.geminiquota.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ExplainCommandTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  private static final String QUOTA =
      "generativelanguage.googleapis.com/generate_content_free_tier_requests";

  private static final String TWO_QUOTAS =
      """
      {"error": {"code": 429, "message": "You exceeded your current quota.", "status": "RESOURCE_EXHAUSTED",
       "details": [{"violations": [
         {"quotaMetric": "%1$s", "quotaId": "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
          "quotaDimensions": {"model": "gemini-2.5-pro"}, "quotaValue": "5"},
         {"quotaMetric": "%1$s", "quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier",
          "quotaDimensions": {"model": "gemini-2.5-pro"}, "quotaValue": "100"}]},
         {"reason": "RATE_LIMIT_EXCEEDED", "metadata": {"consumer": "projects/123456789012"}},
         {"retryDelay": "3661s"}]}}"""
          .formatted(QUOTA);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aPersonIsToldWhatHappenedAndWhatToDo() {
    assertThat(run(TWO_QUOTAS)).isZero();

    assertThat(out.toString())
        .startsWith(
            """
            The requests of this day are used up
              found     line 1
              kind      QUOTA_REQUESTS_PER_DAY, HTTP 429, "Error 1100" in tutorials
              project   projects/123456789012
              model     gemini-2.5-pro
              quota     GenerateRequestsPerMinutePerProjectPerModel-FreeTier, %1$s, gemini-2.5-pro, limit 5 per minute
              quota     GenerateRequestsPerDayPerProjectPerModel-FreeTier, %1$s, gemini-2.5-pro, limit 100 per day
              wait      the server asks for 1 h 1 min 1 s
              retry     helps only after the daily reset (midnight in California)

              The project has used up its 100 requests per day"""
                .formatted(QUOTA));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void severalErrorsAreNumberedAndEqualOnesCounted() {
    String key = "10:00:00 [main] ERROR c.e.A - " + PastedErrors.KEY_FROM_JAVA.text() + "\n";
    String model = "10:00:01 [main] ERROR c.e.A - " + PastedErrors.MODEL.text() + "\n";

    assertThat(run(key + model + key.repeat(10))).isZero();

    assertThat(out.toString().lines().filter(line -> line.matches("\\d\\..*|  found .*")))
        .containsExactly(
            "1. The API key or credential is not accepted",
            "  found     11 times, lines 1, 3, 4, 5, 6, 7, 8, 9, ...",
            "2. The model does not exist or is not open to the project",
            "  found     line 2");
  }

  @Test
  void aTerminalGetsColoursAndLinesThatFitAndUncutNames() {
    assertThat(run(new Screen(true, 70), TWO_QUOTAS)).isZero();

    assertThat(out.toString())
        .startsWith("\u001b[1mThe requests of this day are used up\u001b[0m\n\u001b[2m  found ")
        .contains(QUOTA)
        .contains("GenerateRequestsPerDayPerProjectPerModel-FreeTier");
    assertThat(out.toString().replaceAll("\u001b\\[\\dm", "").lines())
        .allMatch(line -> line.length() <= 70 || !line.strip().contains(" "));
  }

  @Test
  void aMachineGetsOneObjectPerError() {
    assertThat(run(TWO_QUOTAS, "--json")).isZero();

    assertThat(out.toString())
        .startsWith(
            "{\"kind\":\"QUOTA_REQUESTS_PER_DAY\",\"quota_metric\":\""
                + QUOTA
                + "\",\"quota_id\":\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\","
                + "\"limit\":100,\"model\":\"gemini-2.5-pro\",\"project\":\"projects/123456789012\","
                + "\"retry_after_s\":3661,\"retryable\":\"after_daily_reset\","
                + "\"alias\":\"Error 1100\",\"advice\":\"")
        .endsWith(
            "\"http_status\":429,\"window\":\"day\",\"violations\":[{\"quota_metric\":\""
                + QUOTA
                + "\",\"quota_id\":\"GenerateRequestsPerMinutePerProjectPerModel-FreeTier\","
                + "\"model\":\"gemini-2.5-pro\",\"limit\":5,\"window\":\"minute\"},"
                + "{\"quota_metric\":\""
                + QUOTA
                + "\",\"quota_id\":\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\","
                + "\"model\":\"gemini-2.5-pro\",\"limit\":100,\"window\":\"day\"}],"
                + "\"line\":1,\"count\":1}\n")
        .hasLineCount(1);
  }

  @Test
  void whatIsNotKnownIsNull() {
    assertThat(run("Error: timed out", "--json")).isZero();

    assertThat(out.toString())
        .contains("\"http_status\":null,\"window\":null,\"violations\":[],\"line\":1,\"count\":1}");
  }

  @Test
  void aTextWithoutAnErrorIsToldOnStderr() {
    assertThat(run("hello", "--json")).isEqualTo(3);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualTo(
            "gemini-quota: no error of Gemini found in this text: paste the whole exception or"
                + " response body, with the lines before and after it\n");
  }

  @Test
  void aFileIsReadAsTheStandardInputIs(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("app.log"), TWO_QUOTAS);

    assertThat(run("", file.toString())).isZero();
    assertThat(run(TWO_QUOTAS, "-")).isZero();
    assertThat(out.toString().split("\nThe requests", -1)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--json --lines"})
  void anInputThatCannotBeUsedIsToldOnStderr(String options) {
    assertThat(run("", options.split(" "))).isEqualTo(2);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualTo(
            "gemini-quota: the standard input is empty: give a file or pipe in the text of an"
                + " error\n");
  }

  @Test
  void linesAreForMachinesOnly() {
    assertThat(run("{}", "--lines")).isEqualTo(2);

    assertThat(err.toString()).contains("--lines needs --json as well");
  }

  @Test
  void whoStopsReadingIsNotBotheredAndAFullDiskIsTold() {
    assertThat(run(failing("Broken pipe"), TWO_QUOTAS)).isZero();
    assertThat(err.toString()).isEmpty();

    assertThat(run(failing("No space left on device"), TWO_QUOTAS)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "gemini-quota: the output cannot be written (No space left on device): free some space"
                + " or name another place\n");
  }

  static Stream<String> keys() {
    return Stream.of(
        "AIzaSyA1234567890abcdefghijklmnopqrstuv",
        "AQ.Ab8RN6Jabcdefghijklmnopqrstuvwxyz",
        "ya29.a0AfH6SMBabcdefghijklmnop");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void noKeyOfTheInputIsInTheOutput(String key) {
    String log =
        """
        10:00:00 [main] ERROR c.e.A - 403 PERMISSION_DENIED. Permission denied: Consumer 'api_key:%1$s' has been suspended.
        10:00:01 [main] ERROR c.e.A - 429 RESOURCE_EXHAUSTED for https://generativelanguage.googleapis.com/v1/models/gemini-2.5-pro:generateContent?key=%1$s
        10:00:02 [main] ERROR c.e.A - 400 API key not valid: %1$s, project %1$s, model %1$s
        10:00:03 [main] ERROR c.e.A - {"error": {"code": 403, "status": "PERMISSION_DENIED", "message": "%1$s", "details": [{"metadata": {"consumer": "projects/%1$s"}}]}}
        """
            .formatted(key);

    assertThat(run(log)).isZero();
    assertThat(run(log, "--json")).isZero();
    assertThat(
            run("{\"payload\": \"429 RESOURCE_EXHAUSTED key=" + key + "\"}", "--json", "--lines"))
        .isZero();

    assertThat(out.toString()).contains("BILLING").doesNotContainIgnoringCase(key);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aNameCannotMoveTheCursorOfATerminal() {
    String error = TWO_QUOTAS.replace(QUOTA, "evil\\u001b[2J_metric");

    assertThat(run(error)).isZero();

    assertThat(out.toString()).contains("evil?[2J_metric").doesNotContain("\u001b");
  }

  private int run(String input, String... arguments) {
    return run(Screen.PLAIN, out, input, arguments);
  }

  private int run(Screen screen, String input) {
    return run(screen, out, input);
  }

  private int run(Writer to, String input) {
    return run(Screen.PLAIN, to, input);
  }

  private int run(Screen screen, Writer to, String input, String... arguments) {
    ExplainCommand command =
        new ExplainCommand(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), to, NOON, screen);
    return new CommandLine(command).setErr(new PrintWriter(err, true)).execute(arguments);
  }

  private static Writer failing(String message) {
    return StandardOutput.over(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        });
  }
}
