package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.policy.SettingsReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A week of calls, day and night, over the days of 23 and 25 hours. */
class DayWeekTest {

  private static final int LIMIT = 250;

  /** After 15, 30 and 60 minutes, then every two hours, and what began it. */
  private static final int MOST_PROBES = 1 + 3 + 12;

  private final VirtualTime time = new VirtualTime();

  @ParameterizedTest
  @CsvSource({
    "2026-10-29T07:00:00Z, 1",
    "2026-10-29T19:30:00Z, 2",
    "2027-03-11T08:00:00Z, 3",
    "2027-03-11T20:15:00Z, 4",
    "2027-06-01T00:00:00Z, 5"
  })
  void aConfiguredQuotaIsUsedToTheLastAndNothingIsRejected(Instant start, int seed) {
    DayServer server = weekFrom(start, seed, "max-wait=1s,rpd=" + LIMIT);

    assertThat(fullDays(server)).hasSize(7).allSatisfy(day -> assertThat(day).isEqualTo(LIMIT));
    assertThat(server.rejected()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-29T07:00:00Z, 1",
    "2026-10-29T19:30:00Z, 2",
    "2027-03-11T08:00:00Z, 3",
    "2027-03-11T20:15:00Z, 4",
    "2027-06-01T00:00:00Z, 5"
  })
  void aLearnedQuotaIsUsedToTheLastAndOnlyProbesAreRejected(Instant start, int seed) {
    DayServer server = weekFrom(start, seed, "max-wait=1s");

    assertThat(fullDays(server)).hasSize(7).allSatisfy(day -> assertThat(day).isEqualTo(LIMIT));
    assertThat(server.rejected.values())
        .allSatisfy(day -> assertThat(day).isLessThanOrEqualTo(MOST_PROBES));
  }

  /** Some twice as many calls as the quota allows, seldom and in bursts. */
  private DayServer weekFrom(Instant start, int seed, String settings) {
    time.advance(Duration.between(time.now(), start));
    Random random = new Random(seed);
    DayServer server = new DayServer(time, LIMIT);
    Governor governor =
        new Governor(
            SettingsReader.read(settings, Map.of(), Map.of()).settings(), time, time, random);
    VirtualCalls calls = new VirtualCalls(time, governor, server, random, Duration.ofMillis(100));
    Instant end = start.plus(Duration.ofDays(8).plusHours(2));
    while (time.now().isBefore(end)) {
      int burst = random.nextInt(4) == 0 ? 1 + random.nextInt(8) : 1;
      for (int i = 0; i < burst; i++) {
        calls.one();
      }
      time.advance(Duration.ofSeconds(1 + random.nextInt(600)));
    }
    return server;
  }

  /** Without the days that were cut by the beginning or the end. */
  private static List<Integer> fullDays(DayServer server) {
    List<LocalDate> days = new ArrayList<>(server.accepted.keySet());
    return days.subList(1, 8).stream().map(server.accepted::get).toList();
  }
}
