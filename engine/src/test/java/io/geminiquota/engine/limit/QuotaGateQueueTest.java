package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.VirtualTime;
import io.geminiquota.engine.classify.Window;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits at a gate: his turn, his deadline, his leaving, and how many may. */
class QuotaGateQueueTest {

  private static final Duration MINUTE = MinuteTerms.MINUTE;

  /**
   * Before the first answer a use may have arrived a hundredth of the window later than it left.
   */
  private static final Duration UNTIL_EXPIRY = MINUTE.plusMillis(600);

  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final int MANY = 100_000;

  private final VirtualTime time = new VirtualTime();
  private final List<String> told = new ArrayList<>();
  private long arrivals = 1_000_000;
  private boolean shut;

  @Test
  void whoIsRefusedAtHisDeadlineLetsThoseBehindHimGoAtOnce() {
    QuotaGate gate = gate(Dimension.TOKENS, 100);
    Place late = place("late", new Cost(1, 60, 0), PATIENCE);
    gate.ask(late);
    Place large = place("large", new Cost(1, 100, 0), Duration.ofSeconds(61));
    assertThat(gate.ask(large)).as("in time, if the first leaves now").isEqualTo(Admission.HELD);
    gate.ask(place("small", new Cost(1, 10, 0), PATIENCE));
    time.advance(Duration.ofSeconds(30));
    gate.left(late);
    time.advance(Duration.ofSeconds(31));
    assertThat(told).containsExactly("large refused", "small admitted");
  }

  @Test
  void whoComesBackIsNotToldToWaitForThoseBehindHim() {
    QuotaGate gate = gate(Dimension.REQUESTS, 1);
    askAndLeave(gate, "a");
    for (int i = 0; i < 100; i++) {
      gate.ask(place("call " + i, Cost.ONE_REQUEST, Duration.ofHours(10)));
    }
    Place again = place("again", Priority.NORMAL, 1, Cost.ONE_REQUEST, UNTIL_EXPIRY);
    assertThat(gate.ask(again)).isEqualTo(Admission.HELD);
    time.advance(UNTIL_EXPIRY);
    assertThat(told).containsExactly("again admitted");
  }

  @Test
  void whoLeavesBeforeHeHasAskedIsNeverAdmitted() {
    QuotaGate gate = gate(Dimension.REQUESTS, 1);
    Place gone = place("gone", Cost.ONE_REQUEST, PATIENCE);
    gate.leave(gone);
    assertThat(gate.ask(gone)).as("nobody will tell him").isEqualTo(Admission.HELD);
    assertThat(gate.ask(place("a", Cost.ONE_REQUEST, PATIENCE))).isEqualTo(Admission.ADMITTED);
    assertThat(told).isEmpty();
  }

  @Test
  void whoIsDueBecauseAnotherHasPassedGoesAtOnce() {
    QuotaGate gate = gate(Dimension.TOKENS, 100);
    Place first = place("first", new Cost(1, 60, 0), PATIENCE);
    gate.ask(first);
    gate.left(first);
    gate.ask(place("background", Priority.BACKGROUND, arrivals++, new Cost(1, 50, 0), PATIENCE));
    for (int i = 0; i < Ageing.PATIENCE - 1; i++) {
      pass(gate, Priority.NORMAL);
    }
    gate.ask(place("large", new Cost(1, 100, 0), PATIENCE));
    gate.succeeded(first);
    gate.correct(first, 40);
    assertThat(told).as("the large one is next, and has no room").isEmpty();
    pass(gate, Priority.INTERACTIVE);
    time.advance(Duration.ZERO);
    assertThat(told).containsExactly("background admitted");
  }

  private void pass(QuotaGate gate, Priority priority) {
    Place passing = place("passing", priority, arrivals++, new Cost(1, 1, 0), PATIENCE);
    assertThat(gate.ask(passing)).isEqualTo(Admission.ADMITTED);
    gate.leave(passing);
  }

  /** A large call is not passed for ever by small ones of a higher priority either. */
  @Test
  void whatHasBeenPassedOftenEnoughIsWaitedForUntilItHasRoom() {
    QuotaGate gate = gate(Dimension.TOKENS, 100);
    Place first = place("first", new Cost(1, 60, 0), PATIENCE);
    gate.ask(first);
    gate.left(first);
    gate.ask(place("large", new Cost(1, 100, 0), PATIENCE));
    for (int i = 0; i < Ageing.PATIENCE; i++) {
      pass(gate, Priority.INTERACTIVE);
    }
    Place held = place("held", Priority.INTERACTIVE, arrivals++, new Cost(1, 1, 0), PATIENCE);
    assertThat(gate.ask(held)).isEqualTo(Admission.HELD);
    time.advance(UNTIL_EXPIRY);
    assertThat(told).containsExactly("large admitted");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void tenThousandInTheBackgroundDelayAnInteractiveCallByOneAdmissionAtMost(int seed) {
    Random random = new Random(seed);
    QuotaGate gate = gate(Dimension.REQUESTS, 60);
    for (int i = 0; i < 10_000; i++) {
      goWhenPossible(gate, Priority.BACKGROUND);
      time.advance(Duration.ofMillis(i < 100 ? random.nextInt(1_000) : 0));
    }
    for (int i = 0; i < 200; i++) {
      time.advance(Duration.ofMillis(random.nextInt(30_000)));
      told.clear();
      goWhenPossible(gate, Priority.INTERACTIVE);
      while (!told.contains("INTERACTIVE")) {
        time.advance(Duration.ofMillis(1));
      }
      assertThat(told.indexOf("INTERACTIVE")).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void anInteractiveFloodLeavesATenthToTheBackground() {
    QuotaGate gate = gate(Dimension.REQUESTS, 60);
    for (int i = 0; i < 5_000; i++) {
      goWhenPossible(gate, Priority.INTERACTIVE);
      goWhenPossible(gate, Priority.BACKGROUND);
    }
    time.advance(Duration.ofMinutes(51));
    List<String> admitted = told.subList(60, told.size());
    assertThat(admitted).as("after the first window, when nobody waited").hasSize(3_000);
    assertThat(Collections.frequency(admitted, "BACKGROUND")).isEqualTo(300);
  }

  private void goWhenPossible(QuotaGate gate, Priority priority) {
    Place[] self = new Place[1];
    Runnable go =
        () -> {
          told.add(priority.name());
          gate.left(self[0]);
          gate.succeeded(self[0]);
        };
    Place.Turn turn =
        new Place.Turn() {
          @Override
          public void admitted() {
            go.run();
          }

          @Override
          public void refused() {
            throw new AssertionError("nobody is refused here");
          }
        };
    long now = time.nanoTime();
    long deadline = now + Duration.ofDays(10).toNanos();
    self[0] =
        new Place(priority, arrivals++, now, deadline, Cost.ONE_REQUEST, QuotaGateTest.FREE, turn);
    if (gate.ask(self[0]) == Admission.ADMITTED) {
      go.run();
    }
  }

  @Test
  void aHundredThousandComeAndLeaveAnyhow() {
    QuotaGate gate = gate(Dimension.REQUESTS, 1);
    askAndLeave(gate, "a");
    List<Place> waiting = wait(gate, Duration.ofDays(100));
    Collections.shuffle(waiting, new Random(1));
    Place last = waiting.remove(0);
    waiting.forEach(gate::leave);
    time.advance(UNTIL_EXPIRY);
    assertThat(told).containsExactly(last.arrival + " admitted");
  }

  @Test
  void theDeadlinesOfAHundredThousandPassAtOnce() {
    QuotaGate gate = gate(null, 0);
    for (int i = 0; i < 4; i++) {
      askAndLeave(gate, "under way " + i);
    }
    wait(gate, PATIENCE);
    time.advance(PATIENCE.minusNanos(1));
    assertThat(told).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(told).hasSize(MANY).allMatch(turn -> turn.endsWith("refused"));
  }

  @Test
  void aHundredThousandAreTurnedAwayAtOnce() {
    QuotaGate gate = gate(Dimension.REQUESTS, 1);
    askAndLeave(gate, "a");
    wait(gate, Duration.ofDays(100));
    shut = true;
    gate.turnAwayWhoIsShutOut();
    assertThat(told).hasSize(MANY).allMatch(turn -> turn.endsWith("refused"));
  }

  @Test
  void whoWaitsTakesLittleMemory() {
    WaitingLine line = new WaitingLine();
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      places.add(place("", Cost.ONE_REQUEST, Duration.ofSeconds(i % 100)));
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    places.forEach(place -> line.add(place, time.nanoTime()));
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(bytes / MANY).as("for each, whatever of it is kept").isLessThanOrEqualTo(300);
  }

  private List<Place> wait(QuotaGate gate, Duration patience) {
    List<Place> waiting = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Place place = place(String.valueOf(arrivals), Cost.ONE_REQUEST, patience);
      assertThat(gate.ask(place)).isEqualTo(Admission.HELD);
      waiting.add(place);
    }
    return waiting;
  }

  private void askAndLeave(QuotaGate gate, String name) {
    Place place = place(name, Cost.ONE_REQUEST, PATIENCE);
    assertThat(gate.ask(place)).isEqualTo(Admission.ADMITTED);
    gate.left(place);
  }

  private QuotaGate gate(Dimension dimension, long limit) {
    List<Quota> quotas =
        dimension == null
            ? List.of()
            : List.of(Quota.untold(dimension, Window.MINUTE, limit, Quota.Origin.CONFIGURED));
    GateTerms terms = MinuteTerms.of(quotas, null, 1_000_000);
    return new QuotaGate(terms, time, time, new Random(1));
  }

  private Place place(String name, Cost cost, Duration patience) {
    return place(name, Priority.NORMAL, arrivals++, cost, patience);
  }

  private Place place(String name, Priority priority, long arrival, Cost cost, Duration patience) {
    long now = time.nanoTime();
    return new Place(
        priority, arrival, now, now + patience.toNanos(), cost, pass(() -> shut), turn(name));
  }

  private static Pass pass(BooleanSupplier shut) {
    return new Pass() {
      @Override
      public boolean isShut() {
        return shut.getAsBoolean();
      }

      @Override
      public boolean enter() {
        return !shut.getAsBoolean();
      }
    };
  }

  private Place.Turn turn(String name) {
    return new Place.Turn() {
      @Override
      public void admitted() {
        told.add(name + " admitted");
      }

      @Override
      public void refused() {
        told.add(name + " refused");
      }
    };
  }
}
