package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.VirtualTime;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Retryable;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Quota.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, images, days and simultaneous attempts, admitted together with requests. */
class QuotaGateDimensionsTest {

  private static final Duration MINUTE = MinuteTerms.MINUTE;
  private static final Duration PATIENCE = Duration.ofDays(3);

  private final VirtualTime time = new VirtualTime();
  private final List<String> told = new ArrayList<>();
  private long arrivals;

  @Test
  void tokensAreAdmittedAsLongAsTheyFit() {
    QuotaGate gate = gate(null, 100, perMinute(Dimension.TOKENS, 100));
    assertThat(ask(gate, "a", 60)).isEqualTo(Admission.ADMITTED);
    assertThat(ask(gate, "b", 40)).isEqualTo(Admission.ADMITTED);
    assertThat(ask(gate, "c", 1)).isEqualTo(Admission.HELD);
    time.advance(Duration.ofSeconds(61));
    assertThat(told).containsExactly("c admitted");
  }

  @Test
  void whatTheAnswerToldCountsAndNotTheEstimate() {
    QuotaGate gate = gate(null, 100, perMinute(Dimension.TOKENS, 100));
    Place place = place("a", new Cost(1, 90, 0));
    gate.ask(place);
    gate.left(place);
    gate.succeeded(place);
    assertThat(ask(gate, "b", 50)).isEqualTo(Admission.HELD);
    gate.correct(place, 40);
    assertThat(told).containsExactly("b admitted");
  }

  @Test
  void aPromptThatIsLargerThanTheQuotaGoesAloneBecauseOnlyTheServerKnows() {
    QuotaGate gate = gate(null, 100, perMinute(Dimension.TOKENS, 100));
    assertThat(ask(gate, "a", 10)).isEqualTo(Admission.ADMITTED);
    assertThat(ask(gate, "large", 500)).isEqualTo(Admission.HELD);
    time.advance(Duration.ofSeconds(61));
    assertThat(told).containsExactly("large admitted");
  }

  @Test
  void aRejectionThatIsHeardLateTakesNothingFromTheShareThatWasGranted() {
    QuotaGate gate = gate(null, 100, perMinute(Dimension.TOKENS, 100));
    ask(gate, "granted", 90);
    time.advance(Duration.ofSeconds(59));
    Place rejected = place("rejected", new Cost(1, 10, 0));
    gate.ask(rejected);
    gate.left(rejected);
    // Until it is heard, what the server had granted has ceased to count.
    time.advance(Duration.ofSeconds(2));
    gate.failed(rejected, tokensFull());

    assertThat(ask(gate, "a", 40)).isEqualTo(Admission.ADMITTED);
    assertThat(ask(gate, "b", 40)).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void tokensThatCameTooEarlyAreSentAgainAndTheShareStays() {
    QuotaGate gate = gate(null, 100, perMinute(Dimension.TOKENS, 100));
    ask(gate, "a", 60);
    time.advance(Duration.ofSeconds(30));
    ask(gate, "b", 40);
    time.advance(Duration.ofSeconds(30).plusMillis(600));
    Place early = place("early", new Cost(1, 60, 0));
    assertThat(gate.ask(early)).isEqualTo(Admission.ADMITTED);
    gate.left(early);
    gate.failed(early, tokensFull());

    Place again = place("again", new Cost(1, 60, 0));
    assertThat(gate.ask(again)).as("shows whether rejections count").isEqualTo(Admission.ADMITTED);
    gate.left(again);
    gate.succeeded(again);
    time.advance(Duration.ofSeconds(31));
    assertThat(ask(gate, "c", 40)).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void tokensAreHeldBackAsLongAsRejectedOnesMayCount() {
    QuotaGate gate = gate(null, 100, perMinute(Dimension.TOKENS, 100));
    ask(gate, "a", 30);
    Place rejected = place("rejected", new Cost(1, 70, 0));
    gate.ask(rejected);
    gate.left(rejected);
    gate.failed(rejected, tokensFull());
    assertThat(ask(gate, "too little to tell", 10)).isEqualTo(Admission.HELD);
  }

  @Test
  void theDayHoldsUntilMidnightInItsZone() {
    QuotaGate gate = gate(null, 100, perDay(Dimension.REQUESTS, 2));
    ask(gate, "a", 0);
    ask(gate, "b", 0);
    Place held = place("c", Cost.ONE_REQUEST);
    assertThat(gate.ask(held)).isEqualTo(Admission.HELD);
    assertThat(held.quota().window()).isEqualTo(Window.DAY);
    time.advance(Duration.ofHours(22).minusSeconds(1));
    assertThat(told).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(told).containsExactly("c admitted");
  }

  @Test
  void whoWaitsForMidnightTriesMeanwhileWhetherAPresetIsStale() {
    QuotaGate gate = gate(null, 100, presetPerDay(1));
    ask(gate, "a", 0);
    assertThat(ask(gate, "b", 0)).isEqualTo(Admission.HELD);
    time.advance(Duration.ofMinutes(14));
    assertThat(told).isEmpty();
    time.advance(Duration.ofMinutes(2));
    assertThat(told).containsExactly("b admitted");
  }

  @Test
  void aTryIsNotKeptBackByAQuotaOfWhichItUsesNothing() {
    QuotaGate gate = gate(null, 100, presetPerDay(1), perDay(Dimension.IMAGES, 1));
    Place larger = place("three images", new Cost(1, 0, 3));
    assertThat(gate.ask(larger)).isEqualTo(Admission.ADMITTED);
    gate.left(larger);
    assertThat(ask(gate, "b", 0)).isEqualTo(Admission.HELD);
    time.advance(Duration.ofMinutes(16));
    assertThat(told).containsExactly("b admitted");
  }

  @Test
  void anAttemptIsOpenUntilItsAnswerIsRead() {
    QuotaGate gate = gate(1L, 100, perMinute(Dimension.REQUESTS, 1000));
    Place first = place("a", Cost.ONE_REQUEST);
    gate.ask(first);
    gate.left(first);
    gate.succeeded(first);
    assertThat(ask(gate, "b", 0)).isEqualTo(Admission.HELD);
    time.advance(MINUTE);
    assertThat(told).isEmpty();
    gate.closed(first);
    gate.closed(first);
    assertThat(told).containsExactly("b admitted");
    assertThat(ask(gate, "c", 0)).isEqualTo(Admission.HELD);
  }

  @Test
  void anAnswerThatIsGivenUpIsOpenNoMore() {
    QuotaGate gate = gate(1L, 100, perMinute(Dimension.REQUESTS, 1000));
    Place first = place("a", Cost.ONE_REQUEST);
    gate.ask(first);
    gate.left(first);
    gate.succeeded(first);
    gate.leave(first);
    assertThat(ask(gate, "b", 0)).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void aFullQueueTurnsAwayAtOnce() {
    QuotaGate gate = gate(null, 2, perMinute(Dimension.REQUESTS, 1));
    ask(gate, "a", 0);
    assertThat(ask(gate, "b", 0)).isEqualTo(Admission.HELD);
    assertThat(ask(gate, "c", 0)).isEqualTo(Admission.HELD);
    assertThat(ask(gate, "d", 0)).isEqualTo(Admission.REFUSED);
  }

  @Test
  void whatUsesNothingOfALimitDoesNotWaitForIt() {
    QuotaGate gate = gate(null, 100, perMinute(Dimension.IMAGES, 2));
    gate.ask(place("large", new Cost(1, 0, 5)));
    assertThat(ask(gate, "text", 0)).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void whoLeftLateAndUsedNothingOfTheLimitKeepsNobodyWaitingForGood() {
    QuotaGate gate =
        gate(null, 100, perMinute(Dimension.REQUESTS, 9), perMinute(Dimension.IMAGES, 1));
    Place text = place("text", Cost.ONE_REQUEST);
    Place image = place("image", new Cost(1, 0, 1));
    gate.ask(text);
    gate.ask(image);
    gate.left(image);
    gate.ask(place("b", new Cost(1, 0, 1)));
    time.advance(Duration.ofSeconds(2));
    gate.left(text);
    time.advance(Duration.ofSeconds(61));
    assertThat(told).containsExactly("b admitted");
  }

  @Test
  void whatAloneIsMoreThanADayGoesWhenTheNextDayBegins() {
    QuotaGate gate = gate(null, 100, perDay(Dimension.TOKENS, 100));
    ask(gate, "a", 10);
    assertThat(ask(gate, "large", 500)).isEqualTo(Admission.HELD);
    time.advance(Duration.ofHours(22));
    assertThat(told).containsExactly("large admitted");
    assertThat(ask(gate, "b", 1)).isEqualTo(Admission.HELD);
    time.advance(Duration.ofHours(24));
    assertThat(told).containsExactly("large admitted", "b admitted");
  }

  @Test
  void whatIsGivenBackAfterMidnightIsNoneOfTheNewDays() {
    QuotaGate gate = gate(null, 100, perDay(Dimension.REQUESTS, 2));
    Place yesterdays = place("a", Cost.ONE_REQUEST);
    gate.ask(yesterdays);
    time.advance(Duration.ofHours(23));
    ask(gate, "b", 0);
    ask(gate, "c", 0);
    gate.leave(yesterdays);
    assertThat(ask(gate, "d", 0)).isEqualTo(Admission.HELD);
  }

  @Test
  void whatWasCorrectedAfterMidnightIsNoneOfTheNewDays() {
    QuotaGate gate = gate(null, 100, perDay(Dimension.TOKENS, 100));
    Place yesterdays = place("a", new Cost(1, 10, 0));
    gate.ask(yesterdays);
    gate.left(yesterdays);
    time.advance(Duration.ofHours(23));
    gate.succeeded(yesterdays);
    gate.correct(yesterdays, 90);
    assertThat(ask(gate, "b", 100)).isEqualTo(Admission.ADMITTED);
  }

  /** A large call is not passed by small ones of its priority, or it would wait for ever. */
  @Test
  void aLargeCallIsNotPassedBySmallOnesBehindIt() {
    QuotaGate gate = gate(null, 100, perMinute(Dimension.TOKENS, 100));
    ask(gate, "a", 60);
    assertThat(ask(gate, "large", 100)).isEqualTo(Admission.HELD);
    assertThat(ask(gate, "small", 1)).isEqualTo(Admission.HELD);
    time.advance(Duration.ofSeconds(61));
    assertThat(told).containsExactly("large admitted");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void noWindowHoldsMoreThanAnyLimitWhateverTheSchedule(int seed) {
    Random random = new Random(seed);
    long[] limits = {20, 5_000, 10};
    QuotaGate gate =
        gate(
            null,
            100_000,
            perMinute(Dimension.REQUESTS, limits[0]),
            perMinute(Dimension.TOKENS, limits[1]),
            perMinute(Dimension.IMAGES, limits[2]));
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Cost cost = new Cost(1, 1 + random.nextInt(1_500), random.nextInt(5) == 0 ? 1 : 0);
      use(gate, cost, uses);
      time.advance(Duration.ofMillis(random.nextInt(3_000)));
    }
    time.runAll();

    assertThat(uses).hasSize(500);
    for (Use last : uses) {
      for (Dimension dimension : Dimension.values()) {
        long used =
            uses.stream()
                .filter(use -> use.at <= last.at && last.at - use.at < MINUTE.toNanos())
                .mapToLong(use -> use.cost.of(dimension))
                .sum();
        assertThat(used).isLessThanOrEqualTo(limits[dimension.index]);
      }
    }
  }

  private record Use(long at, Cost cost) {}

  private void use(QuotaGate gate, Cost cost, List<Use> uses) {
    Place[] self = new Place[1];
    Runnable send =
        () -> {
          gate.left(self[0]);
          uses.add(new Use(time.nanoTime(), cost));
          gate.succeeded(self[0]);
          gate.closed(self[0]);
        };
    self[0] = place(cost, send);
    if (gate.ask(self[0]) == Admission.ADMITTED) {
      send.run();
    }
  }

  private Admission ask(QuotaGate gate, String name, long tokens) {
    Place place = place(name, new Cost(1, tokens, 0));
    Admission admission = gate.ask(place);
    if (admission == Admission.ADMITTED) {
      gate.left(place);
    }
    return admission;
  }

  private Place place(String name, Cost cost) {
    return place(cost, () -> told.add(name + " admitted"));
  }

  private Place place(Cost cost, Runnable admitted) {
    Place.Turn turn =
        new Place.Turn() {
          @Override
          public void admitted() {
            admitted.run();
          }

          @Override
          public void refused() {
            throw new AssertionError("nobody is refused here");
          }
        };
    long now = time.nanoTime();
    return new Place(
        Priority.NORMAL, arrivals++, now, now + PATIENCE.toNanos(), cost, QuotaGateTest.FREE, turn);
  }

  private QuotaGate gate(Long concurrency, int queue, Quota... quotas) {
    GateTerms terms = MinuteTerms.of(List.of(quotas), concurrency, queue);
    return new QuotaGate(terms, time, time, new Random(1));
  }

  private static Quota perMinute(Dimension dimension, long limit) {
    return Quota.untold(dimension, Window.MINUTE, limit, Origin.CONFIGURED);
  }

  private static Verdict tokensFull() {
    return new Verdict(
        Kind.RATE_TOKENS_PER_MINUTE,
        429,
        null,
        null,
        null,
        null,
        100L,
        Window.MINUTE,
        null,
        Retryable.SOON,
        List.of());
  }

  private static Quota presetPerDay(long limit) {
    return Quota.untold(Dimension.REQUESTS, Window.DAY, limit, Origin.PRESET);
  }

  private static Quota perDay(Dimension dimension, long limit) {
    return Quota.untold(dimension, Window.DAY, limit, Origin.CONFIGURED);
  }
}
