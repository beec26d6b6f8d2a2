package io.geminiquota.testkit.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.geminiquota.testkit.otlp.Look.Colours;
import io.geminiquota.testkit.otlp.Look.Glyphs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceTreeTest {

  private static final Look PLAIN = new Look(100, Colours.NONE, Glyphs.UNICODE);
  private static final String QUOTA_ID = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";

  /** Calls of 50 ms begin here. */
  private static final long EPOCH = 1_795_255_200_000_000_000L;

  @Test
  void showsWaitsAttemptsAndVerdictsBeneathEachCall() {
    List<ReceivedSpan> spans = new ArrayList<>();
    spans.add(answered(1, 0));
    spans.add(heldThenAnswered(2, 0.01, 3.9));
    spans.addAll(rejectedThenAnswered(3, 0.02, 3.95));

    assertThat(TraceTree.of(spans).render(PLAIN))
        .isEqualTo(
            """
            ░ held   █ attempt answered   ▚ attempt rejected

                                                                       0 s       1 s       2 s       3 s
              call                                  began       took   ┬─────────┬─────────┬─────────┬─────────┬
            ✔ generate_content gemini-2.5-flash    0.00 s     0.05 s   █
            ✔ generate_content gemini-2.5-flash    0.01 s     3.95 s   ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░██
              ├─ held         3.90 s   until there was room, limit 20
              └─ attempt 1    0.05 s   200
            ✔ generate_content gemini-2.5-flash    0.02 s     4.01 s   ▚░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░█
              ├─ attempt 1    0.01 s   429 RATE_REQUESTS_PER_MINUTE, retry after 3.9 s, limit 20,
              │                        GenerateRequestsPerMinutePerProjectPerModel-FreeTier
              ├─ held         3.95 s   backoff before the next attempt
              └─ attempt 2    0.05 s   200
            """);
  }

  @Test
  void aCallThatWasSimplyAnsweredIsOneRow() {
    String tree = TraceTree.of(List.of(answered(1, 0))).render(PLAIN);

    assertThat(tree.lines()).hasSize(5);
    assertThat(tree).contains("✔ generate_content gemini-2.5-flash    0.00 s     0.05 s   ███");
  }

  @Test
  void aWaitTooShortToBeSeenIsNotShown() {
    assertThat(TraceTree.of(List.of(heldThenAnswered(1, 0, 0.001))).render(PLAIN))
        .doesNotContain("until there was room");
  }

  @Test
  void aFailedCallEndsWithItsAdviceInFull() {
    String advice =
        "The limit of this quota is 0 for the project, so waiting cannot help. Attach billing to"
            + " the project in the Google Cloud console, then try again.";
    Map<String, Object> failure =
        Map.of(
            "gemini.quota.outcome",
            "failed",
            "gemini.quota.attempts",
            1L,
            "gemini.quota.verdict",
            "QUOTA_ZERO",
            "gemini.quota.advice",
            advice,
            "http.response.status_code",
            429L);
    ReceivedEvent verdict =
        new ReceivedEvent(
            "gemini.quota.verdict",
            EPOCH + 40_000_000,
            Map.of(
                "gemini.quota.verdict", "QUOTA_ZERO",
                "gemini.quota.attempt", 1L,
                "gemini.quota.limit", 0L));
    ReceivedSpan call =
        span("01", "", "generate_content gemini-2.5-pro", 0, 0.05, failure, List.of(verdict));

    String tree = TraceTree.of(List.of(call)).render(PLAIN);

    assertThat(tree).contains("✘ generate_content gemini-2.5-pro");
    assertThat(tree).contains("├─ attempt 1    0.04 s   429 QUOTA_ZERO, limit 0");
    assertThat(tree.replaceAll("\\s+", " ")).contains(advice);
    assertThat(tree.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void countsWhatItDoesNotShowWhereItStands() {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      spans.add(answered(i, i * 0.01));
    }
    for (int i = 40; i < 100; i++) {
      spans.add(heldThenAnswered(i, i * 0.01, 4 + i * 0.01));
    }

    String tree = TraceTree.of(spans).atMost(4).render(PLAIN);

    assertThat(rows(tree)).hasSize(4);
    assertThat(
            folds(tree).stream().mapToInt(fold -> Integer.parseInt(fold.split(" ", -1)[2])).sum())
        .as("shown and counted calls together")
        .isEqualTo(96);
    assertThat(folds(tree).get(0))
        .isEqualTo("⋮ and 39 more: all succeeded; 1 attempt each; not held");
    assertThat(folds(tree)).anyMatch(fold -> fold.contains("held 4.51 to 4.98 s"));
  }

  @Test
  void showsEveryShapeOfCallBeforeASecondOfTheSame() {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      spans.add(answered(i, i * 0.01));
    }
    spans.addAll(rejectedThenAnswered(50, 0.5, 2));

    assertThat(TraceTree.of(spans).atMost(2).render(PLAIN)).contains("RATE_REQUESTS_PER_MINUTE");
  }

  @Test
  void aMixOfEndingsIsCountedApart() {
    List<ReceivedSpan> spans = new ArrayList<>();
    spans.add(answered(0, 0));
    spans.add(answered(1, 1));
    Map<String, Object> refusal =
        Map.of("gemini.quota.outcome", "refused", "gemini.quota.attempts", 0L);
    spans.add(span("aa", "", "generate_content gemini-2.5-flash", 2, 2.1, refusal, List.of()));
    spans.add(answered(3, 3));

    assertThat(folds(TraceTree.of(spans).atMost(1).render(PLAIN)))
        .containsExactly("⋮ and 3 more: 2 succeeded, 1 refused; 0 to 1 attempts; not held");
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    List<ReceivedSpan> spans = new ArrayList<>(rejectedThenAnswered(3, 0.02, 3.95));
    spans.add(answered(1, 0));
    String tree = TraceTree.of(spans).render(PLAIN);
    Collections.reverse(spans);

    assertThat(TraceTree.of(spans).render(PLAIN)).isEqualTo(tree);
  }

  @Test
  void spansOfOthersAreLeftOut() {
    ReceivedSpan other = span("0a", "", "GET /orders", 0, 9, Map.of(), List.of());

    assertThat(TraceTree.of(List.of(other, answered(1, 0))).render(PLAIN))
        .doesNotContain("GET /orders");
    assertThat(TraceTree.of(List.of(other)).render(PLAIN))
        .isEqualTo("No governed call is among the spans.\n");
  }

  @Test
  void coloursOnlyWhereTheyAreUnderstood() {
    List<ReceivedSpan> spans = rejectedThenAnswered(3, 0.02, 3.95);

    assertThat(TraceTree.of(spans).render(PLAIN)).doesNotContain("\u001b");
    String coloured = TraceTree.of(spans).render(new Look(100, Colours.ANSI, Glyphs.UNICODE));
    assertThat(coloured).contains("\u001b[31m");
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", ""))
        .isEqualTo(TraceTree.of(spans).render(PLAIN));
  }

  @Test
  void asciiWhereNothingElseIsUnderstood() {
    String tree =
        TraceTree.of(rejectedThenAnswered(3, 0.02, 3.95))
            .render(new Look(80, Colours.NONE, Glyphs.ASCII));

    assertThat(tree).matches("\\p{ASCII}+");
    assertThat(tree.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void atLeastOneCallIsShown() {
    assertThatIllegalArgumentException().isThrownBy(() -> TraceTree.of(List.of()).atMost(0));
  }

  private static List<String> rows(String tree) {
    return tree.lines().filter(line -> line.startsWith("✔") || line.startsWith("✘")).toList();
  }

  private static List<String> folds(String tree) {
    return tree.lines().filter(line -> line.startsWith("⋮")).toList();
  }

  private static ReceivedSpan answered(int number, double start) {
    return call(number, start, start + 0.05, 1, 0, List.of());
  }

  private static ReceivedSpan heldThenAnswered(int number, double start, double held) {
    return call(number, start, start + held + 0.05, 1, held, List.of(hold(start, held, "quota")));
  }

  private static List<ReceivedSpan> rejectedThenAnswered(int number, double start, double held) {
    Map<String, Object> verdict = new HashMap<>();
    verdict.put("gemini.quota.verdict", "RATE_REQUESTS_PER_MINUTE");
    verdict.put("gemini.quota.attempt", 1L);
    verdict.put("gemini.quota.limit", 20L);
    verdict.put("gemini.quota.id", QUOTA_ID);
    verdict.put("gemini.quota.retry_after", 3.9);
    double rejected = start + 0.01;
    double retried = rejected + held;
    ReceivedSpan call =
        call(
            number,
            start,
            retried + 0.05,
            2,
            held,
            List.of(
                new ReceivedEvent("gemini.quota.verdict", nanos(rejected), verdict),
                hold(rejected, held, "backoff")));
    return List.of(
        attempt(call, 1, start, rejected, 429L),
        attempt(call, 2, retried, retried + 0.05, 200L),
        call);
  }

  private static ReceivedSpan attempt(
      ReceivedSpan call, long number, double start, double end, long status) {
    return span(
        call.spanId() + number,
        call.spanId(),
        "attempt " + number,
        start,
        end,
        Map.of("gemini.quota.attempt", number, "http.response.status_code", status),
        List.of());
  }

  private static ReceivedSpan call(
      int number,
      double start,
      double end,
      long attempts,
      double held,
      List<ReceivedEvent> events) {
    Map<String, Object> attributes =
        Map.of(
            "gemini.quota.outcome",
            "succeeded",
            "gemini.quota.attempts",
            attempts,
            "gemini.quota.wait",
            held,
            "http.response.status_code",
            200L);
    return span(
        Integer.toHexString(number),
        "",
        "generate_content gemini-2.5-flash",
        start,
        end,
        attributes,
        events);
  }

  private static ReceivedEvent hold(double start, double seconds, String reason) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("gemini.quota.wait", seconds);
    attributes.put("gemini.quota.reason", reason);
    if (reason.equals("quota")) {
      attributes.put("gemini.quota.id", QUOTA_ID);
      attributes.put("gemini.quota.limit", 20L);
    }
    return new ReceivedEvent("gemini.quota.hold", nanos(start), attributes);
  }

  private static ReceivedSpan span(
      String id,
      String parent,
      String name,
      double start,
      double end,
      Map<String, Object> attributes,
      List<ReceivedEvent> events) {
    return new ReceivedSpan(
        "shop",
        "trace",
        id,
        parent,
        name,
        parent.isEmpty() ? ReceivedSpan.Kind.CLIENT : ReceivedSpan.Kind.INTERNAL,
        nanos(start),
        nanos(end),
        attributes,
        events,
        ReceivedSpan.Status.UNSET,
        "");
  }

  private static long nanos(double seconds) {
    return EPOCH + Math.round(seconds * 1e9);
  }
}
