package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.SpannedCalls;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.otlp.ReceivedEvent;
import io.geminiquota.testkit.otlp.ReceivedSpan;
import io.geminiquota.testkit.otlp.TraceReceiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The spans of every kind of call of an unchanged application, as they leave its JVM. What is in
 * each of them is held by the {@code SpansOfCallsTest} of the adapters.
 */
class SpansIT {

  private static final String KEY = "AIzaSyPlanted-in-a-header-0123456789ab";
  private static final String KEY_IN_QUERY = "AIzaSyPlanted-in-the-query-0123456789a";
  private static final String TOKEN = "ya29.planted-bearer-token-0123456789";
  private static final String PASSWORD = "planted-password-of-the-url";
  private static final String PROMPT = "planted words of the prompt";
  private static final String ANSWER = "planted words of the answer";

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();
  private final TraceReceiver receiver = TraceReceiver.start();

  @AfterEach
  void stop() {
    receiver.close();
    simulator.close();
  }

  @Test
  void everyKindOfCallHasItsSpansAndNoneTellsASecret() {
    simulator.script("sync", saying(ANSWER));
    simulator.script("retried", Answer.rateLimited(Duration.ofMillis(400)), Answer.ok());
    simulator.script("failed", Answer.status(403, suspended(KEY)));
    simulator.script("cancelled", Answer.ok().delayedBy(Duration.ofSeconds(30)));

    Finished application =
        new ForkedJvm(Jdk.ofTheBuild())
            .classPath(ApplicationJars.GENAI)
            .agent(
                "project=shop,minute=1s,max-wait=1200ms,models.held.rpm=1,otlp-endpoint="
                    + receiver.endpoint())
            .run(
                SpannedCalls.class,
                simulator.baseUrl(),
                KEY,
                KEY_IN_QUERY,
                TOKEN,
                PASSWORD,
                PROMPT);

    assertThat(application.complaints()).isEmpty();
    assertThat(application.outLines()).containsExactly("done");
    assertThat(calls())
        .containsExactly(
            "sync succeeded 1",
            "async succeeded 1",
            "stream succeeded 1",
            "retried succeeded 2: limit_changed verdict hold / attempt 1, attempt 2",
            "held succeeded 1",
            "held succeeded 1: hold",
            "held refused 0 RESOURCE_EXHAUSTED",
            "cancelled cancelled 1",
            "query succeeded 1",
            "bearer succeeded 1",
            "user failed 1 PERMISSION_DENIED: verdict",
            "failed failed 1 PERMISSION_DENIED: circuit_opened verdict");
    String exports =
        receiver.exports().stream()
            .map(export -> new String(export, StandardCharsets.ISO_8859_1))
            .collect(Collectors.joining());
    assertThat(exports)
        .contains("generate_content sync", "gen_ai.client.operation.duration")
        .doesNotContain(KEY, KEY_IN_QUERY, TOKEN, PASSWORD, PROMPT, ANSWER, "planted");
  }

  /** One line for each call: model, outcome, attempts, error, events and children. */
  private List<String> calls() {
    return receiver.spans().stream()
        .filter(span -> span.kind() == ReceivedSpan.Kind.CLIENT)
        .sorted(Comparator.comparingLong(ReceivedSpan::startNanos))
        .map(this::line)
        .toList();
  }

  private String line(ReceivedSpan call) {
    String line =
        call.attributes().get("gen_ai.request.model")
            + " "
            + call.attributes().get("gemini.quota.outcome")
            + " "
            + call.attributes().get("gemini.quota.attempts");
    if (call.status() == ReceivedSpan.Status.ERROR) {
      line += " " + call.attributes().get("error.type");
    }
    if (!call.events().isEmpty()) {
      line +=
          call.events().stream()
              .map(ReceivedEvent::name)
              .map(name -> name.replace("gemini.quota.", ""))
              .collect(Collectors.joining(" ", ": ", ""));
    }
    String attempts =
        receiver.spans().stream()
            .filter(span -> span.parentSpanId().equals(call.spanId()))
            .sorted(Comparator.comparingLong(ReceivedSpan::startNanos))
            .map(ReceivedSpan::name)
            .collect(Collectors.joining(", "));
    return attempts.isEmpty() ? line : line + " / " + attempts;
  }

  private static Answer saying(String text) {
    return Answer.status(
        200,
        """
        {"candidates":[{"content":{"parts":[{"text":"%s"}]},"finishReason":"%s"}],
         "usageMetadata":{"promptTokenCount":3},"modelVersion":"%s","responseId":"%s"}
        """
            .formatted(text, text, text, text));
  }

  /** Google itself quotes the key. */
  private static String suspended(String key) {
    return """
    {"error":{"code":403,"message":"Consumer 'api_key:%s' has been suspended.",
     "status":"PERMISSION_DENIED"}}
    """
        .formatted(key);
  }
}
