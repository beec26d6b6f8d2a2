package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.VirtualTime;
import io.geminiquota.engine.classify.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Gates of two JVMs with one quota between them. */
class GateOfAClusterTest {

  private static final Duration LATENCY = Duration.ofMillis(2);

  private final VirtualTime time = new VirtualTime();
  private final MemoryCluster cluster =
      new MemoryCluster(time, time, LATENCY, Duration.ofMillis(250));
  private final List<String> told = new ArrayList<>();
  private long arrivals;

  /** What was sent before anything is warm may arrive a hundredth of the window later. */
  @Test
  void aUseThatMayArriveLateIsCountedSoByAll() {
    QuotaGate here = gate("here");
    QuotaGate there = gate("there");
    Place cold = ask(here, "cold");
    time.advance(LATENCY.multipliedBy(2));
    here.left(cold);
    Duration expires = time.elapsed().plusSeconds(60).plusMillis(600);

    // Who asks next speaks to the cluster before that use begins to age.
    Place next = ask(here, "next");
    time.advance(LATENCY);
    here.left(next);
    ask(there, "held there");
    time.advance(expires.minus(time.elapsed()).minus(LATENCY));
    assertThat(told).containsExactly("cold", "next");
    time.advance(LATENCY.multipliedBy(3));
    assertThat(told).containsExactly("cold", "next", "held there");
  }

  /** The store has granted something, and nobody has heard of it. */
  @Test
  void whatWasGrantedUnheardIsGivenBack() {
    QuotaGate here = gate("here");
    here.left(ask(here, "first"));
    time.advance(LATENCY.multipliedBy(2));
    ask(here, "second");
    time.advance(LATENCY.multipliedBy(3).dividedBy(4));
    cluster.cutOff("here", true);
    time.advance(Duration.ofMillis(250));
    cluster.cutOff("here", false);
    assertThat(told).containsExactly("first");
    time.advance(Duration.ofSeconds(1));
    assertThat(told).containsExactly("first", "second");
  }

  private QuotaGate gate(String member) {
    List<Quota> two =
        List.of(Quota.untold(Dimension.REQUESTS, Window.MINUTE, 2, Quota.Origin.CONFIGURED));
    return new QuotaGate(
        MinuteTerms.of(two, null, 10),
        time,
        time,
        new Random(1),
        DayKeeper.none(),
        GateWatcher.none(),
        new Switch(),
        Membership.of(cluster.member(member), "gate"));
  }

  private Place ask(QuotaGate gate, String name) {
    long now = time.nanoTime();
    long patience = now + Duration.ofHours(1).toNanos();
    Place.Turn turn =
        new Place.Turn() {
          @Override
          public void admitted() {
            told.add(name);
          }

          @Override
          public void refused() {
            told.add(name + " refused");
          }
        };
    Place place =
        new Place(
            Priority.NORMAL, arrivals++, now, patience, Cost.ONE_REQUEST, QuotaGateTest.FREE, turn);
    assertThat(gate.ask(place)).isEqualTo(Admission.HELD);
    return place;
  }
}
