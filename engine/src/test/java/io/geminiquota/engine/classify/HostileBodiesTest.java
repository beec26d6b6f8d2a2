package io.geminiquota.engine.classify;

import static io.geminiquota.engine.classify.Bodies.FREE_REQUESTS;
import static io.geminiquota.engine.classify.Bodies.RPD;
import static io.geminiquota.engine.classify.Bodies.RPM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, the classifier answers, and soon. */
class HostileBodiesTest {

  /** Generous: the reading itself takes milliseconds. */
  private static final Duration FAR_TOO_LONG = Duration.ofSeconds(30);

  private static final String MODEL = "gemini-9.9-flash";

  private static final List<String> SEEDS =
      List.of(
          Bodies.rateLimited(FREE_REQUESTS, RPM, MODEL, 7, "12.5s"),
          Bodies.rateLimited(FREE_REQUESTS, RPD, MODEL, 70, "19h5.01s"),
          "[" + Bodies.rateLimited(FREE_REQUESTS, RPM, MODEL, 0, "0s") + "]",
          "event: error\ndata: " + Bodies.interactions("too_many_requests", "limit: 5 requests"),
          "429 RESOURCE_EXHAUSTED. {'error': {'code': 429, 'message': 'Please retry in 5s.'}}",
          "violations { quota_metric: \"a_b/c\" quota_dimensions { key: \"model\" value: \"m-1\" } }",
          "{\"error\":{\"message\":\"{\\n  \\\"error\\\": {\\\"code\\\": 503}}\",\"code\":503}}",
          "<html><title>Error 502 (Server Error)!!1</title></html>");

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
    String body = SEEDS.get(1).replaceAll("}$", ", \"padding\": \"" + "x".repeat(5_000_000));

    assertThat(Classifier.classify(429, body).kind()).isEqualTo(Kind.QUOTA_REQUESTS_PER_DAY);
  }

  @Test
  void fiftyThousandMutationsNeverThrow() {
    Random random = new Random(20261121);
    for (int i = 0; i < 50_000; i++) {
      String body = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
      int status = random.nextBoolean() ? 429 : 400 + random.nextInt(120);
      try {
        Verdict verdict = Classifier.classify(status, body);
        if (verdict.retryable() != verdict.kind().retryable()) {
          throw new IllegalStateException("kind and retryable disagree: " + verdict);
        }
        AdvisedBody.append(body, "advice");
      } catch (RuntimeException thrown) {
        throw new AssertionError("mutation " + i + ": " + body, thrown);
      }
    }
  }

  @Test
  void aFinalStatusIsNeverTakenForOneThatAWaitCuresWhateverTheProseSays() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String prose = "x " + mutated("overloaded, quota exceeded, retry in 5s, limit: 5", random);

      assertThat(Classifier.classify(400, prose).retryable()).isEqualTo(Retryable.NEVER);
    }
  }

  private static String mutated(String seed, Random random) {
    StringBuilder body = new StringBuilder(seed);
    for (int changes = 1 + random.nextInt(6); changes > 0 && !body.isEmpty(); changes--) {
      int at = random.nextInt(body.length());
      switch (random.nextInt(7)) {
        case 0 -> body.setLength(at);
        case 1 -> body.setCharAt(at, (char) (body.charAt(at) ^ (1 << random.nextInt(16))));
        case 2 -> body.deleteCharAt(at);
        case 3 -> body.insert(at, "{\"[]}:,\\'\u201c\u2502 9".charAt(random.nextInt(12)));
        case 4 -> body.insert(at, body.substring(at, Math.min(body.length(), at + 40)));
        case 5 -> body.insert(at, "9".repeat(random.nextInt(40)));
        default -> body.replace(at, Math.min(body.length(), at + 8), "null");
      }
    }
    return body.toString();
  }
}
