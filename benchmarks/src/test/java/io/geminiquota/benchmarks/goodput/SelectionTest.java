package io.geminiquota.benchmarks.goodput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private static final Selection ALL =
      new Selection(
          Scenarios.under(new Conditions(Duration.ofSeconds(6), 60, 64)),
          Contestant.all(Path.of("agent.jar")));

  @Test
  void aNameOfAScenarioKeepsItAndAllContestants() {
    Selection burst = ALL.only(List.of("burst"));

    assertThat(burst.scenarios()).extracting(Scenario::id).containsExactly("burst");
    assertThat(burst.contestants()).isEqualTo(ALL.contestants());
  }

  @Test
  void theBeginningOfNamesKeepsThemInTheirOrder() {
    Selection some = ALL.only(List.of("ours", "bucket", "tokens", "hal"));

    assertThat(some.scenarios()).extracting(Scenario::id).containsExactly("halved", "tokens");
    assertThat(some.contestants())
        .extracting(Contestant::id)
        .containsExactly(
            "bucket4j-full",
            "bucket4j-tenth",
            "ours-learned",
            "ours-configured",
            "ours-micronaut-learned",
            "ours-micronaut-configured");
  }

  @Test
  void withoutNamesAllAreKept() {
    assertThat(ALL.only(List.of())).isEqualTo(ALL);
  }

  @Test
  void aWrongNameIsToldWithThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALL.only(List.of("burts")))
        .withMessageContaining("'burts'")
        .withMessageContaining("burst-counted")
        .withMessageContaining("ours-learned");
  }

  @Test
  void whoIsToldNothingCannotBeToldWrong() {
    Selection misconfigured = ALL.only(List.of("misconfigured", "sdk", "guava", "ours"));

    assertThat(misconfigured.entries(misconfigured.scenarios().get(0), 2))
        .extracting(entry -> entry.contestant().id() + " " + entry.number())
        .containsExactly(
            "guava 1",
            "ours-configured 1",
            "ours-micronaut-configured 1",
            "guava 2",
            "ours-configured 2",
            "ours-micronaut-configured 2");
  }
}
