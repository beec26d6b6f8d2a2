package io.geminiquota.engine.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, the classifier answers, and soon. */
class HostileBodiesTest {

  /** Generous: the reading itself takes milliseconds. */
  private static final Duration FAR_TOO_LONG = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[",
        "{\"error\":",
        "{\"error\":{",
        "{\"error\":{\"message\":",
        "[[",
        "data:",
        "event:",
        "\"\\u",
        "\\",
        "\\u12",
        "null",
        "429",
        "{\"error\":null}",
        "{\"error\":[]}",
        "{\"error\":[[[{\"code\":\"x\"}]]]}",
        "{\"error\":{\"code\":1e999}}",
        "{\"error\":{\"code\":{},\"message\":[],\"status\":{},\"details\":{}}}",
        "{\"error\":{\"details\":[{\"violations\":{\"quotaValue\":[]},\"retryDelay\":[]}]}}",
        "{\"error\":{\"details\":[{\"retryDelay\":{\"seconds\":\"x\",\"nanos\":-1}}]}}",
        "limit:",
        "model:",
        "retry_delay {",
        "quota_metric:",
        "Please retry in ",
        "\u0000\u0001\u0002\uffff\ud800",
        "key:",
        "key: \"value\" value: \"value\" value:"
      })
  void brokenTextIsClassifiedByItsStatus(String body) {
    for (int status : new int[] {0, 200, 400, 429, 503}) {
      assertThat(Classifier.classify(status, body)).isNotNull();
    }
    assertThat(Classifier.classify(503, body).retryable()).isEqualTo(Retryable.SOON);
    assertThat(Classifier.classify(400, body).retryable()).isEqualTo(Retryable.NEVER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"details\":[{\"retryDelay\":{\"seconds\":9223372036854775807}}]}}",
        "Please retry in 99999999999999999999999999999999h99999999999999999999999m"
      })
  void aWaitWithoutEndIsNeverARetry(String body) {
    Verdict verdict = Classifier.classify(503, body);

    assertThat(verdict.retryAfter()).isEqualTo(Verdict.FOREVER);
    assertThat(verdict.retryable()).isEqualTo(Retryable.NEVER);
  }

  @Test
  void tenThousandLevelsOfNestingAreNoTrouble() {
    for (String open :
        List.of("[", "{\"error\":", "{\"a\":", "{\"error\":{\"message\":", "{", "<")) {
      String body = open.repeat(10_000);
      assertTimeoutPreemptively(FAR_TOO_LONG, () -> Classifier.classify(429, body));
      assertThat(Classifier.classify(429, body).kind()).isEqualTo(Kind.RATE_UNSPECIFIED);
    }
  }

  @Test
  void tenMegabytesOfAnythingAreNoTrouble() {
    for (String piece :
        List.of(
            "a",
            " ",
            "\\",
            "\\n",
            "{\"a\":1},",
            "limit: 1 requests ",
            "<",
            "}",
            "9",
            "Please ",
            "quotaId: \"",
            "model: ",
            "gemini-9",
            "projects/",
            "retry in ",
            "\"",
            "AIza",
            "\n")) {
      String body = piece.repeat(10 * 1024 * 1024 / piece.length());
      assertTimeoutPreemptively(FAR_TOO_LONG, () -> Classifier.classify(429, body));
      assertTimeoutPreemptively(FAR_TOO_LONG, () -> AdvisedBody.append(body, "advice"));
    }
  }

  @Test
  void anErrorAtTheStartOfALongBodyIsStillFound() {
    String day =
        Bodies.rateLimited(Bodies.FREE_REQUESTS, Bodies.RPD, "gemini-9.9-flash", 70, "19h5.01s");
    String body = day.replaceAll("}$", ", \"padding\": \"" + "x".repeat(5_000_000));

    assertThat(Classifier.classify(429, body).kind()).isEqualTo(Kind.QUOTA_REQUESTS_PER_DAY);
  }

  @Test
  void aFinalStatusIsNeverTakenForOneThatAWaitCuresWhateverTheProseSays() {
    Mutations mutations = new Mutations(new SplittableRandom(7));
    for (int i = 0; i < 20_000; i++) {
      String prose = "x " + mutations.mutated("overloaded, quota exceeded, retry in 5s, limit: 5");

      assertThat(Classifier.classify(400, prose).retryable()).isEqualTo(Retryable.NEVER);
    }
  }
}
