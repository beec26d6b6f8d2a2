package io.geminiquota.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.explain.PastedErrors.Pasted;
import io.geminiquota.engine.classify.Classifier;
import io.geminiquota.engine.classify.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorFinderTest {

  static final List<Pasted> ERRORS = PastedErrors.ALL;

  static Stream<Integer> seeds() {
    return IntStream.range(0, 200).boxed();
  }

  @ParameterizedTest
  @FieldSource("ERRORS")
  void aSingleErrorIsJudgedAsTheClassifierJudgesItsWholeText(Pasted error) throws IOException {
    List<Finding> found = find(error.text());

    assertThat(found).hasSize(1);
    assertThat(found.get(0).verdict()).isEqualTo(Classifier.classify(0, error.text()));
    assertThat(found.get(0).verdict().kind()).isEqualTo(error.kind());
    assertThat(found.get(0).count()).isEqualTo(1);
    assertThat(found.get(0).lines()).containsExactly(1L);
  }

  /** Each error raw on its own lines, behind the head of an entry, or below one with a trace. */
  @ParameterizedTest
  @MethodSource("seeds")
  void everyErrorOfALogIsFoundWhereItStarts(int seed) throws IOException {
    Random random = new Random(seed);
    OrdinaryLog log = new OrdinaryLog(random);
    List<Pasted> errors = new ArrayList<>(PastedErrors.ALL);
    Collections.shuffle(errors, random);
    List<String> lines = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (Pasted error : errors.subList(0, 2 + random.nextInt(5))) {
      lines.addAll(log.lines(1 + random.nextInt(8)));
      // Nothing stands before the head of a response.
      int way = error.equals(PastedErrors.PREPAID) ? 0 : random.nextInt(3);
      if (way == 2) {
        lines.add(log.head() + "could not summarize the order");
      }
      expected.add(error.kind() + " in line " + (lines.size() + 1));
      lines.addAll(((way == 1 ? log.head() + "failed: " : "") + error.text()).lines().toList());
      if (way > 0) {
        lines.addAll(List.of("\tat c.e.A.b(A.java:503)", "\tat c.e.A.c(A.java:8)"));
      }
    }
    lines.addAll(log.lines(3));

    assertThat(find(String.join("\n", lines)))
        .extracting(finding -> finding.verdict().kind() + " in line " + finding.lines().get(0))
        .containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void anOrdinaryLogHasNoErrorOfGemini(int seed) throws IOException {
    String log = String.join("\n", new OrdinaryLog(new Random(seed)).lines(10_000));

    assertThat(find(log)).isEmpty();
  }

  @Test
  void aRecordOfAJsonLogHidesItsErrorInAString() throws IOException {
    String record =
        "{\"level\":\"ERROR\",\"message\":\"failed: "
            + PastedErrors.OVERLOADED_IN_A_STRING.text().replace("\\", "\\\\").replace("\"", "\\\"")
            + "\"}";
    String other = "{\"level\":\"INFO\",\"message\":\"order 12 saved\"}";

    List<Finding> found = find(String.join("\n", other, other, record, other));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).verdict().kind()).isEqualTo(Kind.CAPACITY);
    assertThat(found.get(0).lines()).containsExactly(3L);
  }

  @Test
  void anObjectOfWhichEachLineHasATimeIsOneError() throws IOException {
    String log =
        "2026-01-12T04:51:59.0769038Z starting\n"
            + PastedErrors.MINUTE_AS_JSON
                .text()
                .replaceAll("(?m)^", "2026-01-12T04:51:59.0769038Z ")
            + "\n2026-01-12T04:52:00.0000000Z stopping";

    List<Finding> found = find(log);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).verdict().quotaId())
        .isEqualTo("GenerateRequestsPerMinutePerProjectPerModel-FreeTier");
    assertThat(found.get(0).count()).isEqualTo(1);
  }

  @Test
  void theCauseOfAnExceptionThatRepeatsItIsAnotherOccurrence() throws IOException {
    String cause = "com.google.genai.errors.ClientException: 429 . You exceeded your current quota";
    String log =
        """
        10:11:12.345 [main] ERROR c.e.Orders - order 1 failed
        java.lang.IllegalStateException: %1$s
        \tat c.e.Orders.save(Orders.java:1)
        Caused by: %1$s
        \tat c.e.Orders.call(Orders.java:2)
        10:11:12.346 [main] INFO c.e.Orders - next
        """
            .formatted(cause);

    List<Finding> found = find(log);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).count()).isEqualTo(2);
    assertThat(found.get(0).lines()).containsExactly(2L, 4L);
  }

  @Test
  void aCauseThatSaysLessOrMoreIsNoErrorOfItsOwn() throws IOException {
    String bare = "java.lang.IllegalStateException: Gemini answered with status 429";
    String full = PastedErrors.DAY_FROM_PYTHON.text();
    String frame = "\n\tat c.e.Orders.save(Orders.java:1)\n";
    String before = "10:11:12.345 [main] INFO c.e.Orders - start\n";

    for (String log :
        List.of(
            before + bare + frame + "Caused by: " + full + frame,
            before + full + frame + "Caused by: " + bare + frame)) {
      assertThat(find(log))
          .extracting(finding -> finding.verdict().kind())
          .containsExactly(Kind.QUOTA_REQUESTS_PER_DAY);
    }
  }

  @Test
  void theSameErrorIsCountedAndTheLatestWaitStands() throws IOException {
    String error =
        "10:11:12.345 [main] ERROR c.e.Orders - 429 Rate limit exceeded for model gemini-3.5-flash"
            + " (limit: 15 requests per minute on Free Tier). Please retry in %ds\n";
    String other = "10:11:12.345 [main] INFO c.e.Orders - next\n".repeat(3);

    List<Finding> found = find(error.formatted(40) + other + error.formatted(20) + other);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).count()).isEqualTo(2);
    assertThat(found.get(0).lines()).containsExactly(1L, 5L);
    assertThat(found.get(0).verdict().retryAfter()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void whatIsTheSameErrorOnlyWithItsCauseIsCountedWithTheOthers() throws IOException {
    String full = PastedErrors.DAY_FROM_PYTHON.text();
    String entry = "10:11:12.345 [main] ERROR c.e.Orders - ";
    String log =
        (entry + full + "\n")
            + (entry + "next\n")
            + (entry + "Gemini answered with status 429\n\tat c.e.Orders.save(Orders.java:1)\n")
            + ("Caused by: " + full + "\n");

    assertThat(find(log))
        .singleElement()
        .extracting(Finding::count, Finding::lines)
        .containsExactly(2L, List.of(1L, 3L));
  }

  @Test
  void differentErrorsAreKeptUpToABound() throws IOException {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 1500; i++) {
      log.append("10:11:12.345 [main] ERROR c.e.Orders - 429 RESOURCE_EXHAUSTED, model: gemini-")
          .append(i)
          .append('\n');
    }

    Findings found = ErrorFinder.find(new StringReader(log.toString()));

    assertThat(found.all()).hasSize(1000);
    assertThat(found.leftOut()).isEqualTo(500);
  }

  @Test
  void aTimeOutIsGeminisWhereTheTraceShowsItsSdk() throws IOException {
    String log =
        """
        10:11:12.344 [main] INFO c.e.Orders - start
        10:11:12.345 [main] ERROR c.e.Orders - order 1 failed
        java.net.SocketTimeoutException: Read timed out
        \tat okhttp3.internal.Foo.bar(Foo.kt:1)
        \tat com.google.genai.HttpApiClient.request(HttpApiClient.java:2)
        10:11:12.346 [main] INFO c.e.Orders - next
        """;

    assertThat(find(log))
        .extracting(finding -> finding.verdict().kind())
        .containsExactly(Kind.TIMEOUT);
    assertThat(find(log.replace("com.google.genai", "com.example"))).isEmpty();
  }

  @Test
  void anObjectThatWasCutDoesNotSwallowTheRestOfTheLog() throws IOException {
    String cut = PastedErrors.MINUTE_AS_JSON.text().substring(0, 420);
    String log =
        "10:11:12.345 [main] ERROR c.e.Orders - failed: "
            + cut
            + "\n10:11:12.346 [main] INFO c.e.Orders - next\n"
            + "10:11:12.347 [main] ERROR c.e.Orders - "
            + PastedErrors.KEY_FROM_JAVA.text();

    assertThat(find(log))
        .extracting(finding -> finding.verdict().kind())
        .containsExactly(Kind.RATE_REQUESTS_PER_MINUTE, Kind.AUTH_KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello world",
        "{\"id\": 12, \"items\": [1, 2, 3]}",
        "java.lang.NullPointerException: Cannot invoke \"x.y()\"",
        "java.io.IOException: no space left on device",
        "\n\n",
        "[[[[{{{{"
      })
  void whatIsNoErrorOfGeminiIsNotTakenForOne(String text) throws IOException {
    assertThat(find(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP Error 429: Too Many Requests", "Error code: 503", "x timed out"})
  void aLineThatNamesNobodyIsExplainedOnlyByItself(String text) throws IOException {
    String other = "10:11:12.345 [main] INFO c.e.Orders - next\n";

    assertThat(find(text)).hasSize(1);
    assertThat(find(other + other + text + "\n" + other + other)).isEmpty();
  }

  private static List<Finding> find(String text) throws IOException {
    return ErrorFinder.find(new StringReader(text)).all();
  }
}
