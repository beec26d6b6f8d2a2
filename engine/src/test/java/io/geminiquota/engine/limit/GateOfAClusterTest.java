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
  private long spied;

  /** What was sent before anything is warm may arrive a hundredth of the window later. */
  @Test
  void aUseThatMayArriveLateIsCountedSoByAll() {
    QuotaGate here = gate("here", 2);
    QuotaGate there = gate("there", 2);
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
    QuotaGate here = gate("here", 2);
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

  @Test
  void whileThereIsPlentyWhoComesOftenDoesNotWaitForTheCluster() {
    QuotaGate gate = gate("here", 1_000);
    int atOnce = 0;
    for (int call = 0; call < 200; call++) {
      Place place = place("call " + call);
      boolean goes = gate.ask(place) == Admission.ADMITTED;
      atOnce += goes ? 1 : 0;
      time.advance(Duration.ofMillis(50));
      gate.left(place);
      gate.succeeded(place);
    }
    assertThat(atOnce).isGreaterThan(190);
    assertThat(cluster.exchanges()).isLessThan(80);
  }

  @Test
  void whatIsHeldReadyIsNotMuchAndGivenBackSoon() {
    QuotaGate gate = gate("here", 1_000);
    for (int call = 0; call < 100; call++) {
      gate.ask(place("call " + call));
    }
    time.advance(LATENCY.multipliedBy(10));
    assertThat(told).hasSize(100);
    assertThat(usedOfAll()).isBetween(101L, 100L + 1_000 / 16);
    time.advance(Duration.ofSeconds(3));
    assertThat(usedOfAll()).isEqualTo(100);
  }

  private long usedOfAll() {
    List<Reply> replies = new ArrayList<>();
    SharedQuota quota = cluster.member("spy").quota("gate");
    quota.exchange(MemoryClusterTest.petition(++spied, 0, 1_000), replies::add);
    time.advance(LATENCY);
    return replies.get(0).used().requests();
  }

  private QuotaGate gate(String member, int requestsPerMinute) {
    List<Quota> limit =
        List.of(
            Quota.untold(
                Dimension.REQUESTS, Window.MINUTE, requestsPerMinute, Quota.Origin.CONFIGURED));
    return new QuotaGate(
        MinuteTerms.of(limit, null, 1_000),
        time,
        time,
        new Random(1),
        DayKeeper.none(),
        GateWatcher.none(),
        new Switch(),
        Membership.of(cluster.member(member), "gate"));
  }

  private Place ask(QuotaGate gate, String name) {
    Place place = place(name);
    assertThat(gate.ask(place)).isEqualTo(Admission.HELD);
    return place;
  }

  private Place place(String name) {
    long now = time.nanoTime();
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
    long patience = now + Duration.ofHours(1).toNanos();
    return new Place(
        Priority.NORMAL, arrivals++, now, patience, Cost.ONE_REQUEST, QuotaGateTest.FREE, turn);
  }
}
