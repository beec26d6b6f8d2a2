package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.VirtualTime;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Retryable;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Window;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PendingVerdictTest {

  private static final GateTerms NOTHING_KNOWN = MinuteTerms.of(List.of(), null, 1000);

  private final VirtualTime time = new VirtualTime();
  private final QuotaGate gate = new QuotaGate(NOTHING_KNOWN, time, time, new Random(1));
  private int admitted;
  private long arrivals;

  @Test
  void nobodyIsSentWhileAnAttemptThatWasTurnedAwayIsNotJudged() {
    Place turnedAway = admittedPlace();
    gate.turnedAway(turnedAway);
    assertThat(gate.ask(place())).isEqualTo(Admission.HELD);
    gate.failed(turnedAway, overloaded());
    assertThat(admitted).as("told when the verdict was in").isEqualTo(1);
  }

  @Test
  void oneVerdictIsNotEnoughWhereTwoArePending() {
    Place first = admittedPlace();
    Place second = admittedPlace();
    gate.turnedAway(first);
    gate.turnedAway(second);
    assertThat(gate.ask(place())).isEqualTo(Admission.HELD);
    gate.failed(first, overloaded());
    assertThat(admitted).isZero();
    gate.failed(second, overloaded());
    assertThat(admitted).isEqualTo(1);
  }

  @Test
  void aBodyThatHangsHoldsNobodyForLongerThanASecond() {
    gate.turnedAway(admittedPlace());
    assertThat(gate.ask(place())).isEqualTo(Admission.HELD);
    time.advance(Duration.ofMillis(999));
    assertThat(admitted).isZero();
    time.advance(Duration.ofMillis(1));
    assertThat(admitted).isEqualTo(1);
  }

  @Test
  void whoWasGivenUpBeforeHeWasJudgedHoldsNobody() {
    Place turnedAway = admittedPlace();
    gate.turnedAway(turnedAway);
    assertThat(gate.ask(place())).isEqualTo(Admission.HELD);
    gate.leave(turnedAway);
    assertThat(admitted).isEqualTo(1);
    gate.turnedAway(turnedAway);
    assertThat(gate.ask(place())).isEqualTo(Admission.ADMITTED);
  }

  private Place admittedPlace() {
    Place place = place();
    assertThat(gate.ask(place)).isEqualTo(Admission.ADMITTED);
    gate.left(place);
    return place;
  }

  private Place place() {
    long now = time.nanoTime();
    long deadline = now + Duration.ofHours(1).toNanos();
    return new Place(
        Priority.NORMAL,
        arrivals++,
        now,
        deadline,
        Cost.ONE_REQUEST,
        QuotaGateTest.FREE,
        new Place.Turn() {
          @Override
          public void admitted() {
            admitted++;
          }

          @Override
          public void refused() {
            throw new AssertionError("nobody's deadline has passed");
          }
        });
  }

  private static Verdict overloaded() {
    return new Verdict(
        Kind.CAPACITY,
        429,
        null,
        null,
        null,
        null,
        null,
        Window.UNKNOWN,
        null,
        Retryable.SOON,
        List.of());
  }
}
