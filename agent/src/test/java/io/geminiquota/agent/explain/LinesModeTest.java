package io.geminiquota.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesModeTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void aLineIsAnsweredWithTheTenFieldsInTheirOrder() throws IOException {
    String line =
        """
        {"id": 7, "http_status": 429, "payload": "{\\"error\\": {\\"code\\": 429, \\"message\\": \\"x\\", \\"status\\": \\"RESOURCE_EXHAUSTED\\", \\"details\\": [{\\"violations\\": [{\\"quotaMetric\\": \\"generativelanguage.googleapis.com/generate_content_free_tier_requests\\", \\"quotaId\\": \\"GenerateRequestsPerMinutePerProjectPerModel-FreeTier\\", \\"quotaDimensions\\": {\\"model\\": \\"gemini-2.5-flash\\"}, \\"quotaValue\\": \\"10\\"}]}, {\\"retryDelay\\": \\"22.5s\\"}]}}"}""";

    assertThat(answers(line))
        .singleElement()
        .asString()
        .startsWith(
            "{\"kind\":\"RATE_REQUESTS_PER_MINUTE\",\"quota_metric\":"
                + "\"generativelanguage.googleapis.com/generate_content_free_tier_requests\","
                + "\"quota_id\":\"GenerateRequestsPerMinutePerProjectPerModel-FreeTier\","
                + "\"limit\":10,\"model\":\"gemini-2.5-flash\",\"project\":null,"
                + "\"retry_after_s\":22.5,\"retryable\":\"soon\",\"alias\":\"Error 1153\","
                + "\"advice\":\"The project has used up its 10 requests per minute")
        .endsWith("\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "Please retry in 60s ~ 60",
        "Please retry in 856.559356ms ~ 0.856559356",
        "Please retry in 7h12m16s ~ 25936",
        "retryDelay: 9223372036854775807s ~ 9223372036854775807",
        "Please retry later ~ null"
      })
  void waitsAreSecondsWithTheirFraction(String text, String seconds) throws IOException {
    String line = "{\"http_status\": 429, \"payload\": \"RESOURCE_EXHAUSTED. " + text + "\"}";

    assertThat(answers(line))
        .singleElement()
        .asString()
        .contains("\"retry_after_s\":" + seconds + ",");
  }

  @Test
  void theHeaderAndTheStatusAreEvidenceToo() throws IOException {
    assertThat(answers("{\"http_status\": 503, \"payload\": \"\", \"retry_after\": \"30\"}"))
        .singleElement()
        .asString()
        .startsWith("{\"kind\":\"CAPACITY\",")
        .contains("\"retry_after_s\":30,\"retryable\":\"soon\",\"alias\":null,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "The line is empty ~ ",
        "The line is no JSON object ~ 429 RESOURCE_EXHAUSTED",
        "The line is no JSON object ~ {\"payload\": \"429",
        "The line is no JSON object ~ {\"payload\": \"\\x\"}",
        "The line is no JSON object ~ [1]",
        "The line is no JSON object ~ \"429\"",
        "The line is no JSON object ~ null",
        "The line has no payload ~ {}",
        "The line has no payload ~ {\"payload\": null}",
        "The payload of the line is no string ~ {\"payload\": {\"error\": 1}}",
        "The http_status of the line is no status code ~ {\"http_status\": \"429\", \"payload\": \"\"}",
        "The http_status of the line is no status code ~ {\"http_status\": 99999999999, \"payload\": \"\"}",
        "The http_status of the line is no status code ~ {\"http_status\": -1, \"payload\": \"\"}",
        "The retry_after of the line is no string ~ {\"retry_after\": 3, \"payload\": \"\"}",
        "Something follows the JSON object of the line ~ {\"payload\": \"\"} {}",
      })
  void whatCannotBeUsedIsAnsweredWithTheReason(String reason, String line) throws IOException {
    String text = line == null ? "" : line;

    assertThat(answers(text + "\n" + "{\"http_status\": 503, \"payload\": \"\"}"))
        .satisfiesExactly(
            answer ->
                assertThat(answer)
                    .startsWith("{\"kind\":\"OTHER\",\"quota_metric\":null,")
                    .contains(
                        "\"retryable\":\"never\",\"alias\":null,\"advice\":\"" + reason + "; "),
            answer -> assertThat(answer).startsWith("{\"kind\":\"CAPACITY\""));
  }

  @Test
  void whatIsNoErrorIsAnsweredToo() throws IOException {
    assertThat(answers("{\"http_status\": null, \"payload\": \"hello\"}"))
        .singleElement()
        .asString()
        .startsWith("{\"kind\":\"OTHER\",");
  }

  @Test
  void everyLineGetsOneAnswerWhateverItsEnd() throws IOException {
    String line = "{\"http_status\": 503, \"payload\": \"\"}";

    assertThat(answers(line + "\r\n" + line + "\n\n" + "\0\0\n" + line)).hasSize(5);
    assertThat(answers(line + "\n")).hasSize(1);
    assertThat(answers("\n")).hasSize(1);
    assertThat(answers("")).isEmpty();
  }

  @Test
  void aVeryLongPayloadIsJudgedByItsBeginning() throws IOException {
    String line =
        "{\"payload\": \"429 RESOURCE_EXHAUSTED \\\\ \\\" \\u00e4 "
            + "\\u00e4\\\"\\\\ ".repeat(400_000)
            + "\", \"http_status\": 429}";

    assertThat(answers(line + "\n{\"http_status\": 503, \"payload\": \"\"}"))
        .satisfiesExactly(
            answer -> assertThat(answer).startsWith("{\"kind\":\"RATE_UNSPECIFIED\""),
            answer -> assertThat(answer).startsWith("{\"kind\":\"CAPACITY\""));
  }

  @Test
  void aVeryLongLineOfAnythingElseIsToldToBeTooLong() throws IOException {
    String line = "[1],".repeat(1_000_000);

    assertThat(answers(line + "\n{\"http_status\": 503, \"payload\": \"\"}"))
        .satisfiesExactly(
            answer -> assertThat(answer).contains("\"advice\":\"The line is too long "),
            answer -> assertThat(answer).startsWith("{\"kind\":\"CAPACITY\""));
  }

  @Test
  void everyAnswerIsOutBeforeMoreInputIsWaitedFor() throws IOException {
    String line = "{\"http_status\": 503, \"payload\": \"\"}\n";
    FlushedWriter out = new FlushedWriter();
    Reader lineByLine =
        new Reader() {
          private int lines;

          @Override
          public int read(char[] buffer, int from, int length) {
            assertThat(out.flushed).isEqualTo(lines);
            if (lines == 3) {
              return -1;
            }
            lines++;
            line.getChars(0, line.length(), buffer, from);
            return line.length();
          }

          @Override
          public void close() {}
        };

    assertThat(new LinesMode(new Advisor(NOON)).run(lineByLine, out)).isEqualTo(3);
  }

  private static List<String> answers(String input) throws IOException {
    StringWriter out = new StringWriter();
    new LinesMode(new Advisor(NOON)).run(new StringReader(input), out);
    return out.toString().lines().toList();
  }

  /** Counts the lines that reached the reader. */
  private static final class FlushedWriter extends Writer {

    private final StringBuilder text = new StringBuilder();
    private long flushed;

    @Override
    public void write(char[] buffer, int from, int length) {
      text.append(buffer, from, length);
    }

    @Override
    public void flush() {
      flushed = text.chars().filter(c -> c == '\n').count();
    }

    @Override
    public void close() {}
  }
}
