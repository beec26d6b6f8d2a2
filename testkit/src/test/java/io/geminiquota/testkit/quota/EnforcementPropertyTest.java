package io.geminiquota.testkit.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RejectedRequests;
import io.geminiquota.testkit.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random traffic in virtual time against a second opinion that remembers everything and recounts it
 * for every question.
 */
class EnforcementPropertyTest {

  private static final long MINUTE = Duration.ofSeconds(60).toNanos();
  private static final long DAY = Duration.ofMinutes(30).toNanos();
  private static final int REQUESTS = 4_000;

  private record Counted(long time, Cost cost, boolean admitted) {}

  private record Limits(long rpm, long tpm, long ipm, long rpd) {
    QuotaLimits quota() {
      return QuotaLimits.none().withRpm(rpm).withTpm(tpm).withIpm(ipm).withRpd(rpd);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rollingWindowsAreExact(long seed) {
    run(new Random(seed), Windows.ROLLING, RejectedRequests.NOT_COUNTED);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void fixedWindowsAreExact(long seed) {
    run(new Random(seed), Windows.FIXED, RejectedRequests.NOT_COUNTED);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void countedRejectionsAreExact(long seed) {
    run(new Random(seed), Windows.ROLLING, RejectedRequests.COUNTED);
  }

  private static void run(Random random, Windows windows, RejectedRequests rejectedRequests) {
    Limits limits =
        new Limits(
            1 + random.nextInt(20),
            500 + random.nextInt(2_000),
            1 + random.nextInt(10),
            50 + random.nextInt(200));
    VirtualTime time = new VirtualTime();
    Calendar calendar =
        new Calendar(
            time.timelineFrom(Instant.EPOCH),
            windows,
            Duration.ofNanos(MINUTE),
            Optional.of(Duration.ofNanos(DAY)));
    LimitTable table = new LimitTable();
    table.set(limits.quota());
    QuotaBook book = new QuotaBook(calendar, rejectedRequests, table);
    List<Counted> history = new ArrayList<>();

    long hinted = -1;
    Cost again = null;
    for (int i = 0; i < REQUESTS; i++) {
      // Every so often the rejected request comes again exactly when the hint says, or a nanosecond
      // before.
      boolean early = random.nextBoolean();
      boolean asHinted = hinted > time.now() && random.nextInt(3) == 0;
      if (asHinted) {
        time.advance(hinted - time.now() - (early ? 1 : 0));
      } else {
        time.advance(
            (long) (random.nextDouble() * random.nextDouble() * MINUTE / limits.rpm() * 3));
      }
      Cost cost = asHinted ? again : cost(random, limits);
      long now = time.now();

      Decision decision = book.decide("p", "m", cost, now, now);
      boolean admitted = decision instanceof Decision.Admitted;
      book.ended("p", "m", now);

      assertThat(admitted)
          .as("request %d at %d", i, now)
          .isEqualTo(fits(history, windows, rejectedRequests, limits, cost, now));
      if (asHinted) {
        assertThat(admitted)
            .as("request %d came %s", i, early ? "early" : "as told")
            .isEqualTo(!early);
      }
      history.add(new Counted(now, cost, admitted));
      if (decision instanceof Decision.Rejected rejected) {
        hinted = now + rejected.retryAfter().toNanos();
        again = cost;
      } else {
        hinted = -1;
      }
    }
    assertThat(history.stream().filter(Counted::admitted).count()).isBetween(1L, REQUESTS - 1L);
  }

  private static Cost cost(Random random, Limits limits) {
    long images = random.nextInt(4) == 0 ? 1 : 0;
    return new Cost(1, 1 + random.nextInt((int) Math.min(400, limits.tpm())), images);
  }

  private static boolean fits(
      List<Counted> history,
      Windows windows,
      RejectedRequests rejectedRequests,
      Limits limits,
      Cost cost,
      long now) {
    long minuteStart = windows == Windows.ROLLING ? now - MINUTE + 1 : now - now % MINUTE;
    boolean rejectedToo = rejectedRequests == RejectedRequests.COUNTED;
    return used(history, minuteStart, rejectedToo, Cost::requests) + 1 <= limits.rpm()
        && used(history, minuteStart, false, Cost::inputTokens) + cost.inputTokens() <= limits.tpm()
        && (cost.images() == 0
            || used(history, minuteStart, false, Cost::images) + cost.images() <= limits.ipm())
        && used(history, now - now % DAY, rejectedToo, Cost::requests) + 1 <= limits.rpd();
  }

  private static long used(
      List<Counted> history, long since, boolean rejectedToo, ToLongFunction<Cost> weight) {
    long sum = 0;
    for (int i = history.size() - 1; i >= 0 && history.get(i).time() >= since; i--) {
      Counted counted = history.get(i);
      if (counted.admitted() || rejectedToo) {
        sum += weight.applyAsLong(counted.cost());
      }
    }
    return sum;
  }
}
