package io.geminiquota.benchmarks.goodput;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.benchmarks.goodput.app.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {

  private static final Conditions CONDITIONS = new Conditions(Duration.ofSeconds(60), 60, 64);

  private static List<Scenario> all() {
    return Scenarios.under(CONDITIONS);
  }

  @ParameterizedTest(name = "{0} takes {1} s")
  @CsvSource({
    "burst, 240",
    "burst-counted, 240",
    "fixed-windows, 210",
    "four-processes, 240",
    "uneven-processes, 240",
    "halved, 420",
    "misconfigured, 240",
    "tokens, 240",
    "cluster, 240",
    "cluster-newcomer, 240",
    "cluster-outage, 240"
  })
  void theQuotaDictatesMinutes(String id, long seconds) {
    Scenario scenario = scenario(id);
    List<Long> admissions =
        Oracle.admissions(scenario.quota(), scenario.load().draw(new Random(1)));

    assertThat(Duration.ofNanos(admissions.get(admissions.size() - 1)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachAsksForFiveMinutesQuotaOrNearlySo(Scenario scenario) {
    Unit unit = scenario.quota().unit();
    long weight =
        scenario.load().draw(new Random(1)).stream()
            .mapToLong(call -> unit.weightOf(call.tokens()))
            .sum();

    assertThat(weight / (double) scenario.quota().limit()).isBetween(4.4, 5.0);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyProcessHasCalls(Scenario scenario) {
    assertThat(scenario.load().draw(new Random(1)).stream().map(Call::process).distinct())
        .hasSize(scenario.processes());
  }

  @ParameterizedTest
  @CsvSource({"misconfigured, 240", "burst, 60"})
  void oursIsToldWhatTheScenarioSays(String id, long rpm) {
    String setting = "models.gemini-2.5-flash.rpm=" + rpm;

    assertThat(contestant(Contestant.OURS_CONFIGURED).jvmArguments(scenario(id), Optional.empty()))
        .containsExactly("-javaagent:agent.jar=minute=60000ms," + setting);
    assertThat(
            contestant(Contestant.MICRONAUT_CONFIGURED)
                .jvmArguments(scenario(id), Optional.empty()))
        .containsExactly("-Dgemini.quota.minute=60000ms", "-Dgemini.quota." + setting);
  }

  private static Contestant contestant(String id) {
    return Contestant.all(Path.of("agent.jar")).stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Scenario scenario(String id) {
    return all().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }
}
