package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.policy.ConfiguredLimits;
import io.geminiquota.engine.retry.Ladder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What it costs to admit an attempt while nobody waits. */
class AdmissionCostTest {

  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final long LONGER_THAN_THE_WINDOW = Duration.ofSeconds(61).toNanos();
  private static final int ADMISSIONS = 100_000;

  private final Hands hands = new Hands();

  @Test
  void anAdmissionAllocatesNothing() {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean, "not on this JVM");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported(), "not on this JVM");
    long thread = Thread.currentThread().getId();
    QuotaGate gate = gate(allDimensions(1_000_000_000), 1_000_000_000L);
    List<Place> warm = places();
    List<Place> measured = places();
    live(gate, warm, 1_000_000);

    long before = threads.getThreadAllocatedBytes(thread);
    live(gate, measured, 1_000_000);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;

    assertThat(measured).allMatch(place -> place.state == Place.State.GONE);
    assertThat(allocated / (double) ADMISSIONS).as("bytes for each admission").isLessThan(1);
  }

  @Test
  void itsWorkDoesNotGrowWithTheLimit() {
    double small = nanosInAFullWindow(10);
    double large = nanosInAFullWindow(200_000);
    // To walk through the window would take thousands of times as long; memory that is not in the
    // processor's cache takes a few times as long.
    assertThat(large / small).isLessThan(50);
  }

  /** The shortest of many times, so that what else the machine does is not measured. */
  private double nanosInAFullWindow(int limit) {
    QuotaGate gate = gate(List.of(perMinute(Dimension.REQUESTS, limit)), null);
    long pause = LONGER_THAN_THE_WINDOW / limit;
    for (int filled = 0; filled < limit; filled += ADMISSIONS) {
      live(gate, places(), pause);
    }
    List<Place> places = places();
    int round = 1000;
    long shortest = Long.MAX_VALUE;
    for (int from = 0; from < ADMISSIONS; from += round) {
      long start = System.nanoTime();
      live(gate, places.subList(from, from + round), pause);
      shortest = Math.min(shortest, System.nanoTime() - start);
    }
    return shortest / (double) round;
  }

  private void live(QuotaGate gate, List<Place> places, long pause) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (gate.ask(place) != Admission.ADMITTED) {
        throw new AssertionError("attempt " + i + " was not admitted");
      }
      gate.left(place);
      gate.succeeded(place);
      gate.closed(place);
      hands.nanos += pause;
    }
  }

  private static List<Place> places() {
    List<Place> places = new ArrayList<>(ADMISSIONS);
    Cost cost = new Cost(1, 1000, 1);
    for (int i = 0; i < ADMISSIONS; i++) {
      places.add(
          new Place(Priority.NORMAL, i, 0, Long.MAX_VALUE, cost, QuotaGateTest.FREE, new Unheld()));
    }
    return places;
  }

  private QuotaGate gate(List<Quota> quotas, @Nullable Long concurrency) {
    GateTerms terms =
        new GateTerms(
            MINUTE,
            ZoneOffset.UTC,
            quotas,
            ConfiguredLimits.CEILING,
            concurrency,
            1000,
            new Ladder(Duration.ofSeconds(1), Duration.ofMinutes(5)));
    return new QuotaGate(terms, hands, (at, task) -> {}, new Random(1));
  }

  private static List<Quota> allDimensions(long limit) {
    return Stream.of(Dimension.values())
        .flatMap(
            dimension ->
                Stream.of(
                    perMinute(dimension, limit),
                    Quota.untold(dimension, Window.DAY, limit, Quota.Origin.CONFIGURED)))
        .toList();
  }

  private static Quota perMinute(Dimension dimension, long limit) {
    return Quota.untold(dimension, Window.MINUTE, limit, Quota.Origin.CONFIGURED);
  }

  /** A clock that is set by the test, and allocates nothing itself. */
  private static final class Hands implements TimeSource {

    private final Instant noon = Instant.parse("2026-07-01T12:00:00Z");
    private long nanos;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public Instant now() {
      return noon;
    }
  }

  private static final class Unheld implements Place.Turn {

    @Override
    public void admitted() {
      throw new AssertionError("was held");
    }

    @Override
    public void refused() {
      throw new AssertionError("was held");
    }
  }
}
