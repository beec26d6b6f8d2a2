package io.geminiquota.benchmarks.ways;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.testkit.RequestRecord;
import io.geminiquota.testkit.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgesTest {

  private static final Duration RESET = Duration.ofSeconds(10);

  private final List<RequestRecord> requests = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();

  @Test
  void whoHasOneCallMoreThanItsShareIsStillWithinIt() {
    for (int call = 0; call < 100; call++) {
      served(call, call < 61 ? Scenario.ASKED : Scenario.SECOND, Scenario.MODEL);
    }

    assertThat(missed(Judges.weighted(journal(100), shares(60, 40)))).isEmpty();
    assertThat(missed(Judges.weighted(journal(100), shares(50, 50))))
        .containsExactly("each project's share within 5 %");
  }

  @Test
  void twoProjectsTogetherAreAsFastAsOneOfBothQuotas() {
    for (int second = 0; second <= 100; second++) {
      served(second, second % 2 == 0 ? Scenario.ASKED : Scenario.SECOND, Scenario.MODEL);
    }

    assertThat(missed(together(Duration.ofSeconds(99)))).isEmpty();
    assertThat(missed(together(Duration.ofSeconds(97))))
        .containsExactly("0.98 of what the projects allow together");
    request(101, Scenario.ASKED, Scenario.MODEL, 429);
    assertThat(missed(together(Duration.ofSeconds(101)))).containsExactly("0 rejected");
  }

  @Test
  void theFirstChoiceHasBothDays() {
    twoDays(1, 2, 11, 12);

    assertThat(missed(first(2))).isEmpty();
    assertThat(missed(first(3))).containsExactly("the first choice has both days' quota");
  }

  @Test
  void nothingElseIsAskedWhileTheFirstChoiceIsOpen() {
    twoDays(1, 4, 11, 12);

    assertThat(missed(first(2)))
        .containsExactly("0 went elsewhere while the first choice was open");
  }

  @Test
  void theFirstChoiceIsUsedAgainWithinOneWindow() {
    twoDays(1, 2, 17, 18);

    assertThat(missed(first(2))).containsExactly("back within one window");
  }

  @Test
  void aCallThatFailedIsLost() {
    twoDays(1, 2, 11, 12);
    answers.add("failed 429");

    assertThat(missed(Judges.first(journal(answers.size()), 2, JudgesTest::isElsewhere)))
        .containsExactly("0 lost");
  }

  @Test
  void anAnswerWithAnothersLabelIsFound() {
    twoDays(1, 2, 11, 12);
    answers.set(0, "answered " + Scenario.MODEL + " relay/" + Scenario.MODEL);

    assertThat(missed(first(2))).containsExactly("0 without the label of who answered");
  }

  private List<Bar> together(Duration dictated) {
    return Judges.together(journal(answers.size()), shares(50, 50), dictated);
  }

  private List<Bar> first(int ofDay) {
    return Judges.first(journal(answers.size()), ofDay, JudgesTest::isElsewhere);
  }

  /** The model answers at four seconds, something else at third and eighth. */
  private void twoDays(int... seconds) {
    for (int second : seconds) {
      served(second, Scenario.ASKED, Scenario.MODEL);
    }
    served(3, Scenario.ASKED, Scenario.FALLBACK);
    served(8, Scenario.ASKED, Scenario.FALLBACK);
  }

  private void served(int second, String project, String model) {
    request(second, project, model, 200);
    boolean asked = project.equals(Scenario.ASKED);
    String way = (asked ? "-" : project) + "/" + model;
    boolean first = asked && model.equals(Scenario.MODEL);
    answers.add("answered " + model + " " + (first ? AskingApplication.ASKED : way));
  }

  private void request(int second, String project, String model, int status) {
    long arrival = Duration.ofSeconds(second).toNanos();
    requests.add(
        new RequestRecord(
            arrival,
            arrival,
            project,
            model,
            "generateContent",
            status,
            Verdict.OK,
            1,
            List.of(),
            Optional.empty()));
  }

  private Journal journal(int calls) {
    Scenario scenario =
        new Scenario("a", List.of(), List.of(), calls, Duration.ZERO, true, any -> List.of());
    return new Journal(scenario, answers, requests, RESET.toNanos());
  }

  private static Map<String, Integer> shares(int asked, int second) {
    return Map.of(Scenario.ASKED, asked, Scenario.SECOND, second);
  }

  private static boolean isElsewhere(RequestRecord request) {
    return request.model().equals(Scenario.FALLBACK);
  }

  private static List<String> missed(List<Bar> bars) {
    return bars.stream().filter(bar -> !bar.isKept()).map(Bar::promise).toList();
  }
}
