package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.BrokenAnswers;
import com.example.DisturbedCalls;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers that break off after each of their bytes, in their head and in their body: the
 * application sees what it sees without us, or a quota's verdict.
 */
class BrokenAnswersIT {

  private static final String JSON = "Content-Type: application/json; charset=UTF-8\r\n";
  private static final String EVENTS = "Content-Type: text/event-stream\r\n";

  private static final String CONTENT =
      "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Grüße\"}]}}],"
          + "\"usageMetadata\":{\"promptTokenCount\":4}}";
  private static final String REJECTION =
      "{\"error\":{\"code\":429,\"message\":\"Quota exceeded.\",\"status\":\"RESOURCE_EXHAUSTED\","
          + "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\","
          + "\"retryDelay\":\"34s\"}]}}";
  private static final String MISTAKE =
      "{\"error\":{\"code\":400,\"message\":\"Wrong.\",\"status\":\"INVALID_ARGUMENT\"}}";

  private final RawServer server = new RawServer();

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  static List<String> okHttps() {
    return List.of(ApplicationJars.OKHTTP_4, ApplicationJars.OKHTTP_5);
  }

  static Map<String, byte[]> answers() {
    Map<String, byte[]> answers = new LinkedHashMap<>();
    answers.put("ok.plain", RawServer.plain("HTTP/1.1 200 OK\r\n" + JSON, CONTENT));
    answers.put(
        "ok.chunked",
        RawServer.chunked(
            "HTTP/1.1 200 OK\r\n" + JSON, CONTENT.substring(0, 30), CONTENT.substring(30)));
    answers.put(
        "ok.sse",
        RawServer.chunked(
            "HTTP/1.1 200 OK\r\n" + EVENTS,
            "data: " + CONTENT + "\r\n\r\n",
            "data: " + CONTENT + "\r\n\r\n"));
    answers.put(
        "rejected.sse",
        RawServer.chunked("HTTP/1.1 200 OK\r\n" + EVENTS, "data: " + REJECTION + "\r\n\r\n"));
    answers.put(
        "rejected.plain", RawServer.plain("HTTP/1.1 429 Too Many Requests\r\n" + JSON, REJECTION));
    answers.put(
        "rejected.chunked",
        RawServer.chunked("HTTP/1.1 429 Too Many Requests\r\n" + JSON, REJECTION));
    answers.put("mistaken.plain", RawServer.plain("HTTP/1.1 400 Bad Request\r\n" + JSON, MISTAKE));
    return answers;
  }

  @ParameterizedTest
  @MethodSource("okHttps")
  void anAnswerThatBreaksOffAnywhereIsSeenAsWithoutUs(String okHttp) {
    Finished application = run(BrokenAnswers.class, okHttp, answers());

    int offsets = answers().values().stream().mapToInt(bytes -> bytes.length + 1).sum();
    assertThat(application.outLines()).contains("compared " + 2 * offsets, "open 0");
    assertThat(differences(application))
        .as("each rejection that arrived whole, reset and closed, has the advice")
        .hasSizeGreaterThanOrEqualTo(2 * 4)
        .allSatisfy(BrokenAnswersIT::differsByTheAdviceAlone);
    assertThat(application.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("okHttps")
  void aCallThatIsGivenUpAtAnyMomentEndsAsWithoutUs(String okHttp) {
    Map<String, byte[]> some = new LinkedHashMap<>(answers());
    some.keySet().retainAll(List.of("ok.plain", "ok.sse", "rejected.plain"));

    Finished application = run(DisturbedCalls.class, okHttp, some);

    assertThat(application.outLines()).containsExactly("compared 60", "open 0");
    assertThat(application.err()).isEmpty();
  }

  private Finished run(Class<?> main, String okHttp, Map<String, byte[]> answers) {
    List<String> arguments = new ArrayList<>(List.of(server.baseUrl()));
    answers.forEach(
        (name, bytes) -> {
          server.answer(name, bytes);
          arguments.add(name + ":" + bytes.length);
        });
    return new ForkedJvm(Jdk.ofTheBuild())
        .classPath(okHttp)
        // Each rejection is of a model of its own, and would be a line of its own.
        .agent("retries=0,log=quiet")
        .run(main, arguments.toArray(String[]::new));
  }

  private static List<String> differences(Finished application) {
    return application.outLines().stream().filter(line -> line.contains(" | ")).toList();
  }

  private static void differsByTheAdviceAlone(String line) {
    String[] parts = line.split(" \\| ", -1);
    assertThat(parts[2]).contains("[gemini-quota]");
    assertThat(parts[2].replaceAll(" \\[gemini-quota\\] [^\"]*", "")).isEqualTo(parts[1]);
  }
}
