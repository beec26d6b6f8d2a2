package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.VirtualTime;
import io.geminiquota.engine.classify.Window;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How long calls wait, beside one who knows the limit and every moment: in order of arrival, each
 * as early as the rolling window allows, with connections that take no time. Ours take up to a
 * fifth of a second, which nobody knows before, and requests arrive a little later than they left.
 */
class FifoOracleTest {

  private static final Duration MINUTE = MinuteTerms.MINUTE;
  private static final int CALLS = 2_000;
  private static final double MOST = 1.1;

  /** Who is rejected at first, because nobody knew, is judged and comes back. */
  private static final Duration TO_LEARN = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final Deque<Long> accepted = new ArrayDeque<>();
  private int limit;
  private Random random;
  private QuotaGate gate;

  /** How calls arrive, as a part of what the limit allows. */
  enum Arrivals {
    ALL_AT_ONCE(0),
    POISSON_BELOW_THE_LIMIT(0.8),
    POISSON_AT_THE_LIMIT(1.0),
    POISSON_ABOVE_THE_LIMIT(1.5),
    BURSTS_ON_POISSON(0.5);

    private final double load;

    Arrivals(double load) {
      this.load = load;
    }

    /** When each call arrives, in nanoseconds from the beginning. */
    long[] draw(int limit, Random random) {
      long[] arrive = new long[CALLS];
      double at = 0;
      for (int i = 0; i < CALLS; i++) {
        // Of five windows' worth two come at once.
        boolean withTheLast = this == BURSTS_ON_POISSON && i % (5 * limit) < 2 * limit;
        if (load > 0 && !withTheLast) {
          at -= Math.log(1 - random.nextDouble()) / (load * limit) * MINUTE.toNanos();
        }
        arrive[i] = (long) at;
      }
      return arrive;
    }
  }

  static Stream<Arguments> cases() {
    return Stream.of(Arrivals.values())
        .flatMap(
            arrivals ->
                Stream.of(10, 60, 300)
                    .flatMap(
                        limit ->
                            Stream.of(
                                Arguments.of(arrivals, limit, Quota.Origin.CONFIGURED),
                                Arguments.of(arrivals, limit, Quota.Origin.LEARNED))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nobodyWaitsMuchLongerThanIdeally(Arrivals arrivals, int limit, Quota.Origin origin) {
    this.limit = limit;
    random = new Random(limit);
    gate = gate(origin);
    long[] arrive = arrivals.draw(limit, random);
    long[] ideal = ideal(arrive);
    long[] ours = new long[CALLS];
    long begin = time.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      int number = i;
      time.schedule(begin + arrive[i], () -> attempt(number, ours));
    }
    time.runAll();
    for (int i = 0; i < CALLS; i++) {
      ours[i] -= begin + arrive[i];
      ideal[i] -= arrive[i];
    }
    long unknown = origin == Quota.Origin.LEARNED ? TO_LEARN.toNanos() : 0;
    assertThat(percentile(ours, 0.99)).isLessThan(MOST * percentile(ideal, 0.99) + unknown + 1);
    assertThat(percentile(ours, 1)).isLessThan(MOST * percentile(ideal, 1) + unknown + 1);
  }

  private static double percentile(long[] waits, double part) {
    return LongStream.of(waits).sorted().toArray()[(int) Math.ceil(part * CALLS) - 1];
  }

  /** When each call is admitted ideally. */
  private long[] ideal(long[] arrive) {
    long[] admitted = new long[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long before = i == 0 ? 0 : admitted[i - 1];
      long room = i < limit ? 0 : admitted[i - limit] + MINUTE.toNanos();
      admitted[i] = Math.max(arrive[i], Math.max(before, room));
    }
    return admitted;
  }

  private void attempt(int number, long[] admittedAt) {
    Place[] place = new Place[1];
    Runnable send =
        () -> {
          admittedAt[number] = time.nanoTime();
          time.after(
              Duration.ofMillis(random.nextInt(200)),
              () -> {
                gate.left(place[0]);
                time.after(
                    Duration.ofMillis(1 + random.nextInt(20)),
                    () -> arrived(place[0], () -> attempt(number, admittedAt)));
              });
        };
    long now = time.nanoTime();
    place[0] =
        new Place(
            Priority.NORMAL,
            number,
            now,
            now + Duration.ofDays(10).toNanos(),
            Cost.ONE_REQUEST,
            QuotaGateTest.FREE,
            new Place.Turn() {
              @Override
              public void admitted() {
                send.run();
              }

              @Override
              public void refused() {
                throw new AssertionError("nobody is refused here");
              }
            });
    if (gate.ask(place[0]) == Admission.ADMITTED) {
      send.run();
    }
  }

  /** A request has come to a server that counts by the book. */
  private void arrived(Place place, Runnable again) {
    long now = time.nanoTime();
    while (!accepted.isEmpty() && now - accepted.peekFirst() >= MINUTE.toNanos()) {
      accepted.removeFirst();
    }
    if (accepted.size() < limit) {
      accepted.addLast(now);
      time.after(
          Duration.ofMillis(500),
          () -> {
            gate.succeeded(place);
            gate.closed(place);
          });
      return;
    }
    Duration hint = Duration.ofNanos(accepted.peekFirst() + MINUTE.toNanos() - now);
    time.after(
        Duration.ofMillis(5),
        () -> {
          gate.failed(place, QuotaGateTest.rate(limit, hint));
          again.run();
        });
  }

  private QuotaGate gate(Quota.Origin origin) {
    List<Quota> quotas = new ArrayList<>();
    if (origin == Quota.Origin.CONFIGURED) {
      quotas.add(Quota.untold(Dimension.REQUESTS, Window.MINUTE, limit, origin));
    }
    GateTerms terms = MinuteTerms.of(quotas, null, 1_000_000);
    return new QuotaGate(terms, time, time, new Random(1));
  }
}
