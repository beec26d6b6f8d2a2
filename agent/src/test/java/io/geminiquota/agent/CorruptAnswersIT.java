package io.geminiquota.agent;

import static io.geminiquota.agent.RawServer.concat;
import static io.geminiquota.agent.RawServer.plain;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.CorruptAnswers;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that no server should give, under the real com.google.genai. */
class CorruptAnswersIT {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final String WRONG = "HTTP/1.1 400 Bad Request\r\nContent-Type: ";
  private static final String JSON = "application/json\r\n";

  private static final String CONTENT =
      "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Gr\u00fc\u00dfe\"}]}}]}";
  private static final String MISTAKE =
      "{\"error\":{\"code\":400,\"message\":\"Stra\u00dfe?\",\"status\":\"INVALID_ARGUMENT\"}}";

  private static final long HUNDRED_MEGABYTES = 100L * 1024 * 1024;

  private final RawServer server = new RawServer();

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  static Map<String, byte[]> answers() throws IOException {
    Map<String, byte[]> answers = new LinkedHashMap<>();
    answers.put("fine", plain(OK, CONTENT));
    answers.put("nothing", new byte[0]);
    answers.put("noHttp", "SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    answers.put("empty", plain(OK, ""));
    answers.put("brokenJson", plain(OK, CONTENT.substring(0, 40)));
    answers.put("html", plain("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", "<html>Hi</html>"));
    answers.put("tooLong", concat(OK + "Content-Length: 999\r\n\r\n", bytes(CONTENT)));
    answers.put("tooShort", concat(OK + "Content-Length: 30\r\n\r\n", bytes(CONTENT)));
    answers.put("noLength", concat(OK + "Content-Length: many\r\n\r\n", bytes(CONTENT)));
    answers.put("noCharset", plain(OK.replace("json\r", "json; charset=none\r"), CONTENT));
    answers.put("latin1", latin1(OK.replace("json\r", "json; charset=utf-8\r"), CONTENT));
    answers.put("gzip", gzip(OK, CONTENT, 0));
    answers.put("cutGzip", gzip(OK, CONTENT, 20));
    answers.put("noGzip", plain(OK + "Content-Encoding: gzip\r\n", CONTENT));
    answers.put("wrong", plain(WRONG + JSON, MISTAKE));
    answers.put("wrongEmpty", plain(WRONG + JSON, ""));
    answers.put("wrongHtml", plain(WRONG + "text/html\r\n", "<html>No</html>"));
    answers.put("wrongBroken", plain(WRONG + JSON, MISTAKE.substring(0, 30)));
    answers.put("wrongLatin1", latin1(WRONG + "application/json; charset=latin1\r\n", MISTAKE));
    answers.put("wrongMalformed", latin1(WRONG + JSON, MISTAKE));
    answers.put("wrongGzip", gzip(WRONG + JSON, MISTAKE, 0));
    answers.put("wrongCutGzip", gzip(WRONG + JSON, MISTAKE, 20));
    answers.put(
        "wrongTooLong", concat(WRONG + JSON + "Content-Length: 999\r\n\r\n", bytes(MISTAKE)));
    return answers;
  }

  @Test
  void aCorruptAnswerIsSeenAsWithoutUsAndAskedForOnce() throws IOException {
    List<String> arguments = new ArrayList<>(List.of(server.baseUrl()));
    answers()
        .forEach(
            (name, bytes) -> {
              server.answer(name, bytes);
              arguments.add(name + "-" + bytes.length + "-close-");
            });
    for (String huge : List.of("huge.ok", "huge.ok.sse", "huge.wrong", "huge.error.sse")) {
      server.answer(huge, head(huge), HUNDRED_MEGABYTES);
      arguments.add(huge);
    }
    ForkedJvm without = new ForkedJvm(Jdk.ofTheBuild());
    List<String> expected = run(without, arguments);
    int asked = server.requests();

    ForkedJvm with = new ForkedJvm(Jdk.ofTheBuild()).agent("");
    List<String> seen = run(with, arguments);

    assertThat(server.requests() - asked).as("requests with us").isEqualTo(asked);
    assertThat(seen).hasSameSizeAs(expected);
    for (int i = 0; i < seen.size(); i++) {
      assertThat(withoutAdvice(seen.get(i))).isEqualTo(expected.get(i));
    }
  }

  private static List<String> run(ForkedJvm jvm, List<String> arguments) {
    Finished application =
        jvm.option("-Xmx64m")
            .classPath(ApplicationJars.GENAI)
            .run(CorruptAnswers.class, arguments.toArray(String[]::new));
    assertThat(application.err()).isEmpty();
    assertThat(application.exitValue()).isZero();
    return application.outLines();
  }

  private static String withoutAdvice(String line) {
    return line.replaceAll(" \\[gemini-quota\\] .*?(?= <- |$)", "");
  }

  static byte[] head(String huge) {
    String status = huge.contains("wrong") ? WRONG + JSON : OK;
    String start = huge.contains("error") ? "data: {\"error\": " : "";
    return bytes(
        status + "Content-Length: " + (start.length() + HUNDRED_MEGABYTES) + "\r\n\r\n" + start);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] latin1(String head, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    return concat(head + "Content-Length: " + bytes.length + "\r\n\r\n", bytes);
  }

  private static byte[] gzip(String head, String body, int cut) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes(body));
    }
    byte[] all = zipped.toByteArray();
    byte[] sent = Arrays.copyOf(all, all.length - cut);
    String length = "Content-Length: " + sent.length + "\r\n\r\n";
    return concat(head + "Content-Encoding: gzip\r\n" + length, sent);
  }
}
