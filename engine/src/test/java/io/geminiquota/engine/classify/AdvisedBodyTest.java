package io.geminiquota.engine.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvisedBodyTest {

  private static final String ADVICE = "Wait, or say \"please\".";
  private static final String QUOTED = " [gemini-quota] Wait, or say \\\"please\\\".\"";

  @Test
  void nothingButTheMessageChanges() {
    String body =
        "\n{ \"error\" : {\"code\": 4.290e2, \"message\":\"It\\u0020is \\u00e9nough.\" ,"
            + "\"details\": [{\"message\": \"not mine\", \"n\": 12345678901234567890.10}] } }\n";

    assertThat(AdvisedBody.append(body, ADVICE))
        .isEqualTo(body.replace("\"It\\u0020is \\u00e9nough.\"", "\"It is \u00e9nough." + QUOTED));
  }

  @Test
  void theListFormTheInteractionsFormAndEventsAreAdvised() {
    String body = Bodies.interactions("too_many_requests", "Slow down.");
    String advised =
        "{\"error\": {\"message\": \"Slow down." + QUOTED + ", \"code\": \"too_many_requests\"}}";

    assertThat(AdvisedBody.append(body, ADVICE)).isEqualTo(advised);
    assertThat(AdvisedBody.append("[" + body + "]", ADVICE)).isEqualTo("[" + advised + "]");
    assertThat(AdvisedBody.append("event: error\ndata: " + body + "\n\n", ADVICE))
        .isEqualTo("event: error\ndata: " + advised + "\n\n");
  }

  @Test
  void aLongBodyIsSplicedAtTheRightPlace() {
    String filler = "\u00e9\ud83d\ude00\\n".repeat(20_000);
    String body =
        "{\"x\": \"" + filler + "\", \"error\": {\"message\": \"Ah\", \"y\": \"" + filler + "\"}}";

    assertThat(AdvisedBody.append(body, ADVICE)).isEqualTo(body.replace("\"Ah\"", "\"Ah" + QUOTED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "[1]", "{\"message\": \"x\"}", "{\"error\": \"x\"}", "\"x\"", "429"})
  void jsonOfAnotherShapeStaysAsItIs(String body) {
    assertThat(AdvisedBody.append(body, ADVICE)).isEqualTo(body);
  }

  @Test
  void toTextTheAdviceIsAppended() {
    assertThat(AdvisedBody.append("Bad Gateway", ADVICE))
        .isEqualTo("Bad Gateway [gemini-quota] " + ADVICE);
    assertThat(AdvisedBody.append("{\"error\": {\"message\": \"cut", ADVICE)).endsWith(ADVICE);
    assertThat(AdvisedBody.append("", ADVICE)).isEqualTo(ADVICE);
  }

  @Test
  void aKeyInTheMessageIsMasked() {
    String key = "AIzaSyNotARealKeyNotARealKeyNotARealKey01";

    assertThat(
            AdvisedBody.append(Bodies.error(403, "PERMISSION_DENIED", "Consumer " + key), ADVICE))
        .contains("Consumer [secret] [gemini-quota]")
        .doesNotContain(key);
  }

  @Test
  void theSynthetic429IsReadLikeGooglesOwn() {
    Violation quota =
        new Violation(Bodies.FREE_REQUESTS, Bodies.RPM, "gemini-9.9-flash", 10L, Window.MINUTE);

    String body = AdvisedBody.synthetic429(quota, Duration.ofMillis(37_001), ADVICE);
    Verdict verdict = Classifier.classify(429, body);

    assertThat(verdict.kind()).isEqualTo(Kind.RATE_REQUESTS_PER_MINUTE);
    assertThat(verdict.retryAfter()).isEqualTo(Duration.ofSeconds(38));
    assertThat(verdict.violations()).containsExactly(quota);
    assertThat(body)
        .contains("\"status\":\"RESOURCE_EXHAUSTED\"")
        .contains("\"reason\":\"GEMINI_QUOTA_HELD\"")
        .contains("\"domain\":\"geminiquota.io\"")
        .contains(QUOTED);
  }

  @Test
  void theSynthetic429NamesOnlyWhatIsKnown() {
    String unknown = AdvisedBody.synthetic429(null, Duration.ZERO, ADVICE);
    String withoutLimit =
        AdvisedBody.synthetic429(
            new Violation(Bodies.FREE_REQUESTS, null, "gemini-9.9-flash", null, Window.UNKNOWN),
            Duration.ofSeconds(5),
            ADVICE);

    assertThat(unknown).doesNotContain("QuotaFailure");
    assertThat(Classifier.classify(429, withoutLimit).kind()).isEqualTo(Kind.RATE_UNSPECIFIED);
  }
}
