package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.VirtualTime;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Retryable;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Violation;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.observe.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaGateTest {

  /** Nothing stands between an attempt and its gate. */
  static final Pass FREE =
      new Pass() {
        @Override
        public boolean isShut() {
          return false;
        }

        @Override
        public boolean enter() {
          return true;
        }
      };

  private static final Duration MINUTE = MinuteTerms.MINUTE;

  /**
   * Before the first answer a use may have arrived a hundredth of the window later than it left.
   */
  private static final Duration UNTIL_EXPIRY = MINUTE.plusMillis(600);

  private static final String METRIC =
      "generativelanguage.googleapis.com/generate_content_free_tier_requests";
  private static final String QUOTA_ID = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";

  private final VirtualTime time = new VirtualTime();
  private final List<String> told = new ArrayList<>();
  private long arrivals;

  @Test
  void holdsWhatIsAboveTheConfiguredLimitUntilTheWindowHasRoom() {
    QuotaGate gate = gate(2L);
    assertThat(ask(gate, "a")).isEqualTo(Admission.ADMITTED);
    assertThat(ask(gate, "b")).isEqualTo(Admission.ADMITTED);
    assertThat(ask(gate, "c")).isEqualTo(Admission.HELD);
    time.advance(UNTIL_EXPIRY.minusNanos(1));
    assertThat(told).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(told).containsExactly("c admitted");
  }

  @Test
  void whatWasSlowToDepartMayArriveLate() {
    QuotaGate gate = gate(2L);
    Place warm = place("warm", Priority.NORMAL, arrivals++, Duration.ofHours(1));
    gate.ask(warm);
    gate.left(warm);
    gate.succeeded(warm);
    time.advance(Duration.ofSeconds(30));

    Place cold = place("cold", Priority.NORMAL, arrivals++, Duration.ofHours(1));
    gate.ask(cold);
    time.advance(Duration.ofMillis(400));
    gate.left(cold);
    time.advance(Duration.ofSeconds(59));
    ask(gate, "third");
    ask(gate, "after the cold one");
    time.advance(Duration.ofMillis(1_200).minusNanos(1));
    assertThat(told).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(told).containsExactly("after the cold one admitted");
  }

  @Test
  void anAnswerShowsThatTheRequestHasArrived() {
    QuotaGate gate = gate(1L);
    Place cold = place("cold", Priority.NORMAL, arrivals++, Duration.ofHours(1));
    gate.ask(cold);
    time.advance(Duration.ofSeconds(1));
    gate.left(cold);
    time.advance(Duration.ofMillis(100));
    gate.succeeded(cold);
    ask(gate, "b");
    time.advance(MINUTE.plusMillis(60).minusNanos(1));
    assertThat(told).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(told).containsExactly("b admitted");
  }

  @Test
  void admitsInOrderOfArrivalAndThoseWhoComeBackFirst() {
    QuotaGate gate = gate(1L);
    Place early = place("early", Priority.NORMAL, arrivals++, Duration.ofHours(1));
    gate.ask(early);
    gate.left(early);
    sentWhenAdmitted(gate, "b", arrivals++);
    sentWhenAdmitted(gate, "c", arrivals++);
    gate.failed(early, rate(1, Duration.ofSeconds(10)));
    sentWhenAdmitted(gate, "early again", early.arrival);
    time.advance(Duration.ofHours(1));
    assertThat(told).containsExactly("early again admitted", "b admitted", "c admitted");
  }

  @Test
  void aHigherPriorityGoesFirst() {
    QuotaGate gate = gate(1L);
    ask(gate, "a");
    sentWhenAdmitted(gate, "background", Priority.BACKGROUND, arrivals++);
    sentWhenAdmitted(gate, "normal", Priority.NORMAL, arrivals++);
    sentWhenAdmitted(gate, "interactive", Priority.INTERACTIVE, arrivals++);
    time.advance(Duration.ofHours(1));
    assertThat(told)
        .containsExactly("interactive admitted", "normal admitted", "background admitted");
  }

  @Test
  void tellsAtEntryWhoCannotBeAdmittedInTime() {
    QuotaGate gate = gate(1L);
    ask(gate, "a");
    Place inTime = place("b", Priority.NORMAL, arrivals++, UNTIL_EXPIRY);
    Place tooLate = place("c", Priority.NORMAL, arrivals++, UNTIL_EXPIRY);
    assertThat(gate.ask(inTime)).isEqualTo(Admission.HELD);
    assertThat(gate.ask(tooLate)).isEqualTo(Admission.REFUSED);
    assertThat(Duration.ofNanos(tooLate.roomAt() - time.nanoTime()))
        .isEqualTo(UNTIL_EXPIRY.plus(MINUTE).plusMillis(60));
    assertThat(tooLate.quota()).isNotNull();
    assertThat(tooLate.quota().limit()).isEqualTo(1);
  }

  @Test
  void refusesAtTheDeadlineWhoCouldNotBeToldAtEntry() {
    QuotaGate gate = gate(null);
    for (int i = 0; i < 4; i++) {
      ask(gate, "under way " + i);
    }
    assertThat(gate.ask(place("e", Priority.NORMAL, arrivals++, Duration.ofSeconds(5))))
        .as("the gentle start has no known end")
        .isEqualTo(Admission.HELD);
    time.advance(Duration.ofSeconds(5));
    assertThat(told).containsExactly("e refused");
  }

  @Test
  void startsGentlyWhileNoLimitIsKnown() {
    QuotaGate gate = gate(null);
    List<Place> admitted = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Place place = place("call " + i, Priority.NORMAL, arrivals++, Duration.ofHours(1));
      if (gate.ask(place) == Admission.ADMITTED) {
        admitted.add(place);
      }
    }
    assertThat(admitted).hasSize(4);
    admitted.forEach(gate::succeeded);
    assertThat(told).as("each success lets two more go").hasSize(8);
  }

  @Test
  void learnsTheLimitAndTheWaitFromARejection() {
    QuotaGate gate = gate(null);
    Place first = place("first", Priority.NORMAL, arrivals++, Duration.ofHours(1));
    gate.ask(first);
    gate.left(first);
    gate.succeeded(first);
    Place rejected = place("rejected", Priority.NORMAL, arrivals++, Duration.ofHours(1));
    gate.ask(rejected);
    gate.left(rejected);
    gate.failed(rejected, rate(1, Duration.ofSeconds(40)));

    Place next = place("next", Priority.NORMAL, arrivals++, Duration.ofHours(1));
    assertThat(gate.ask(next)).isEqualTo(Admission.HELD);
    assertThat(next.reason()).isEqualTo(Hold.Reason.QUOTA);
    assertThat(next.quota())
        .isEqualTo(
            new Quota(
                METRIC, QUOTA_ID, Dimension.REQUESTS, Window.MINUTE, 1, Quota.Origin.LEARNED));
    time.advance(MINUTE.plusMillis(60).minusNanos(1));
    assertThat(told).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(told).containsExactly("next admitted");
  }

  @Test
  void aConfiguredLimitIsACeilingAndALowerOneOfTheServerWins() {
    QuotaGate gate = gate(3L);
    reject(gate, rate(100, null));
    ask(gate, "a");
    ask(gate, "b");
    ask(gate, "c");
    assertThat(ask(gate, "d")).as("still three").isEqualTo(Admission.HELD);

    QuotaGate lower = gate(3L);
    reject(lower, rate(1, null));
    ask(lower, "a");
    Place held = place("b", Priority.NORMAL, arrivals++, Duration.ofHours(1));
    assertThat(lower.ask(held)).isEqualTo(Admission.HELD);
    assertThat(held.quota().limit()).isEqualTo(1);
    assertThat(held.quota().origin()).isEqualTo(Quota.Origin.LEARNED);
  }

  @Test
  void aLimitThatIsToldAgainTakesThePlaceOfALowerOneUpToTheCeiling() {
    QuotaGate gate = gate(3L);
    reject(gate, rate(1, null));
    time.advance(UNTIL_EXPIRY);
    reject(gate, rate(100, null));
    for (int i = 0; i < 20; i++) {
      sendWheneverItMay(gate, "call " + i);
    }
    time.advance(MINUTE.multipliedBy(4));
    assertThat(told).as("found its way back to three a minute").hasSizeGreaterThan(6);
  }

  @Test
  void whatIsTriedNeverRisesAboveAConfiguredLimit() {
    QuotaGate gate = gate(6L);
    reject(gate, rate(2, null));
    for (int i = 0; i < 100; i++) {
      sendWheneverItMay(gate, "call " + i);
    }
    List<Long> sent = new ArrayList<>();
    int known = 0;
    while (told.size() < 100) {
      time.advance(Duration.ofSeconds(1));
      for (; known < told.size(); known++) {
        sent.add(time.nanoTime());
      }
    }
    for (int i = 6; i < sent.size(); i++) {
      assertThat(sent.get(i) - sent.get(i - 6)).isGreaterThanOrEqualTo(MINUTE.toNanos());
    }
    assertThat(sent.get(99) - sent.get(93)).as("six again").isLessThan(2 * MINUTE.toNanos());
  }

  private void sendWheneverItMay(QuotaGate gate, String name) {
    Place[] self = new Place[1];
    Runnable send =
        () -> {
          told.add(name);
          gate.left(self[0]);
          time.after(Duration.ofMillis(1), () -> gate.succeeded(self[0]));
        };
    long now = time.nanoTime();
    self[0] =
        new Place(
            Priority.NORMAL,
            arrivals++,
            now,
            now + Duration.ofDays(1).toNanos(),
            Cost.ONE_REQUEST,
            FREE,
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
    if (gate.ask(self[0]) == Admission.ADMITTED) {
      send.run();
    }
  }

  private void reject(QuotaGate gate, Verdict verdict) {
    Place place = place("rejected", Priority.NORMAL, arrivals++, Duration.ofHours(1));
    assertThat(gate.ask(place)).isEqualTo(Admission.ADMITTED);
    gate.failed(place, verdict);
  }

  @Test
  void whoLeavesTheQueueOrNeverSendsMakesRoom() {
    QuotaGate gate = gate(1L);
    Place admitted = place("a", Priority.NORMAL, arrivals++, Duration.ofHours(1));
    Place waiting = place("b", Priority.NORMAL, arrivals++, Duration.ofHours(1));
    gate.ask(admitted);
    gate.ask(waiting);
    ask(gate, "c");
    gate.leave(waiting);
    gate.leave(admitted);
    assertThat(told).containsExactly("c admitted");
  }

  @Test
  void whatWasSentAndCancelledStillCounts() {
    QuotaGate gate = gate(1L);
    Place sent = place("a", Priority.NORMAL, arrivals++, Duration.ofHours(1));
    gate.ask(sent);
    gate.left(sent);
    ask(gate, "b");
    gate.leave(sent);
    assertThat(told).isEmpty();
    time.advance(UNTIL_EXPIRY);
    assertThat(told).containsExactly("b admitted");
  }

  @Test
  void aBackoffHoldsItsCallAndNobodyElse() {
    QuotaGate gate = gate(10L);
    long later = time.nanoTime() + Duration.ofSeconds(3).toNanos();
    Place backingOff =
        new Place(
            Priority.NORMAL,
            0,
            later,
            later + MINUTE.toNanos(),
            Cost.ONE_REQUEST,
            FREE,
            turn("backing off"));
    assertThat(gate.ask(backingOff)).isEqualTo(Admission.HELD);
    assertThat(backingOff.reason()).isEqualTo(Hold.Reason.BACKOFF);
    assertThat(ask(gate, "b")).isEqualTo(Admission.ADMITTED);
    time.advance(Duration.ofSeconds(3));
    assertThat(told).containsExactly("backing off admitted");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasRejectedByJitterIsSentAgainInTheSameWindow(boolean serverCountsRejected) {
    QuotaGate gate = gate(20L);
    for (int i = 0; i < 20; i++) {
      ask(gate, "first window " + i);
    }
    time.advance(UNTIL_EXPIRY);
    List<Place> second = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Place place = place("second " + i, Priority.NORMAL, arrivals++, Duration.ofHours(1));
      assertThat(gate.ask(place)).isEqualTo(Admission.ADMITTED);
      gate.left(place);
      second.add(place);
    }
    for (int i = 0; i < 3; i++) {
      Place rejected = second.get(i);
      gate.failed(rejected, rate(20, Duration.ofMillis(10)));
      Place again = place("again " + i, Priority.NORMAL, rejected.arrival, Duration.ofHours(1));
      assertThat(gate.ask(again)).isEqualTo(Admission.HELD);
      second.add(again);
    }
    second.subList(3, 20).forEach(gate::succeeded);
    time.advance(Duration.ofSeconds(2));
    assertThat(told).as("one goes as a test").containsExactly("again 0 admitted");
    Place test = second.get(20);
    gate.left(test);
    if (serverCountsRejected) {
      gate.failed(test, rate(20, Duration.ofSeconds(57)));
      time.advance(Duration.ofSeconds(50));
      assertThat(told).hasSize(1);
    } else {
      gate.succeeded(test);
      assertThat(told).hasSize(3);
    }
  }

  private QuotaGate gate(Long requestsPerMinute) {
    List<Quota> configured =
        requestsPerMinute == null
            ? List.of()
            : List.of(
                Quota.untold(
                    Dimension.REQUESTS, Window.MINUTE, requestsPerMinute, Quota.Origin.CONFIGURED));
    return new QuotaGate(terms(configured), time, time, new Random(1));
  }

  private static GateTerms terms(List<Quota> quotas) {
    return MinuteTerms.of(quotas, null, 1_000_000);
  }

  private Admission ask(QuotaGate gate, String name) {
    Place place = place(name, Priority.NORMAL, arrivals++, Duration.ofHours(1));
    Admission admission = gate.ask(place);
    if (admission == Admission.ADMITTED) {
      gate.left(place);
    }
    return admission;
  }

  private Place place(String name, Priority priority, long arrival, Duration patience) {
    long now = time.nanoTime();
    return new Place(
        priority, arrival, now, now + patience.toNanos(), Cost.ONE_REQUEST, FREE, turn(name));
  }

  private void sentWhenAdmitted(QuotaGate gate, String name, long arrival) {
    sentWhenAdmitted(gate, name, Priority.NORMAL, arrival);
  }

  private void sentWhenAdmitted(QuotaGate gate, String name, Priority priority, long arrival) {
    Place[] self = new Place[1];
    Place.Turn tell = turn(name);
    Place.Turn sendAndTell =
        new Place.Turn() {
          @Override
          public void admitted() {
            gate.left(self[0]);
            tell.admitted();
          }

          @Override
          public void refused() {
            tell.refused();
          }
        };
    long now = time.nanoTime();
    self[0] =
        new Place(
            priority,
            arrival,
            now,
            now + Duration.ofHours(1).toNanos(),
            Cost.ONE_REQUEST,
            FREE,
            sendAndTell);
    assertThat(gate.ask(self[0])).isEqualTo(Admission.HELD);
  }

  static Verdict rate(long limit, Duration retryAfter) {
    return new Verdict(
        Kind.RATE_REQUESTS_PER_MINUTE,
        429,
        null,
        null,
        METRIC,
        QUOTA_ID,
        limit,
        Window.MINUTE,
        retryAfter,
        Retryable.SOON,
        List.of(new Violation(METRIC, QUOTA_ID, null, limit, Window.MINUTE)));
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
