package io.geminiquota.benchmarks.goodput;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.benchmarks.goodput.app.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole thing, tiny: real applications on the real SDK, in four JVMs at the same time. */
class HeatTest {

  private static final Conditions TINY = new Conditions(Duration.ofMillis(400), 10, 8);

  @TempDir private static Path folder;

  private static List<Result> results = List.of();

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    Quota quota = Quota.rolling(Unit.REQUESTS, TINY.rpm(), TINY.minute());
    Scenario one = new Scenario("one", "A burst", Load.burst(40), 1, quota, TINY.rpm());
    Scenario two =
        new Scenario(
            "two",
            "A burst on two processes, the limit is halved",
            Load.burst(20, 10),
            2,
            quota.changing(TINY.minute(), TINY.rpm() / 2),
            TINY.rpm());
    results =
        new Heat(TINY, 1, folder)
            .run(List.of(entry(one, "sdk"), entry(one, "failsafe"), entry(two, "guava")));
  }

  @Test
  void whoBacksOffBlindlySendsMoreThanWhoKeepsTheLimit() {
    Figures sdk = results.get(0).figures();
    Figures failsafe = results.get(1).figures();

    assertThat(sdk.sent()).isGreaterThan(failsafe.sent());
    assertThat(sdk.rejected()).isPositive();
    assertThat(failsafe.lost()).isZero();
    assertThat(failsafe.ratio()).as("no sooner than the quota allows").isBetween(1.0, 5.0);
  }

  @Test
  void severalProcessesMeetOneQuotaAndItChanges() {
    Figures guava = results.get(2).figures();

    assertThat(guava.calls()).isEqualTo(30);
    assertThat(guava.sent()).isGreaterThanOrEqualTo(30);
    assertThat(guava.rejected()).as("twice the limit, then four times").isGreaterThan(10);
    assertThat(guava.dictatedNanos()).isEqualTo(TINY.minute().multipliedBy(4).toNanos());
  }

  @Test
  void everyRunLeavesItsRequestsAndTheWordsOfTheApplication() throws IOException {
    Path run = folder.resolve("one/failsafe-1");

    assertThat(run.resolve("process-0.log")).hasContent("40 calls, 0 failed");
    assertThat(Files.readAllLines(run.resolve("requests.csv")))
        .hasSize(1 + results.get(1).figures().sent());
  }

  private static Entry entry(Scenario scenario, String contestant) {
    return Contestant.all(Path.of("no-agent.jar")).stream()
        .filter(it -> it.id().equals(contestant))
        .map(it -> new Entry(scenario, it, 1))
        .findFirst()
        .orElseThrow();
  }
}
