package io.geminiquota.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Amendment;
import io.geminiquota.engine.limit.Bounds;
import io.geminiquota.engine.limit.Cost;
import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.Lessons;
import io.geminiquota.engine.limit.PastUse;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.limit.Quota.Origin;
import io.geminiquota.engine.limit.Reply;
import io.geminiquota.engine.limit.UsedUp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a store decides, one thing at a time: the script does it, and the model that it follows. */
class SemanticsTest {

  private static final Duration MINUTE = Asking.MINUTE;
  private static final Instant START = Asking.DAY_ENDS.minusSeconds(36_000);
  private static LocalRedis redis;

  @BeforeAll
  static void start() {
    redis = LocalRedis.running();
  }

  @AfterAll
  static void stop() {
    if (redis != null) {
      redis.close();
    }
  }

  static Stream<Talk> stores() {
    Store script = new Store.Scripted(redis.commands());
    script.wipe();
    return Stream.of(new Talk(new Store.Model()), new Talk(script));
  }

  /** Members that talk to a store. */
  private static final class Talk {

    private final Store store;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, LastHeard> heard = new HashMap<>();
    private final Map<String, Knowledge> known = new HashMap<>();
    private long micros = ChronoUnit.MICROS.between(Instant.EPOCH, START);
    private int epochs;

    Talk(Store store) {
      this.store = store;
    }

    Reply ask(String member, Asking asking) {
      return ask(member, asking, numbers.getOrDefault(member, 0L));
    }

    /** The replies up to a number were heard. */
    Reply ask(String member, Asking asking, long heardUpTo) {
      long number = numbers.merge(member, 1L, Long::sum);
      LastHeard last = heard.getOrDefault(member, LastHeard.NOTHING);
      Store.Heard told =
          store.exchange(
              member,
              last,
              known.getOrDefault(member, Knowledge.NONE),
              asking.petition(number, heardUpTo),
              micros,
              "epoch" + ++epochs);
      heard.put(member, new LastHeard(told.reply().epoch(), told.reply().members(), number));
      known.put(member, told.knowledge());
      return told.reply();
    }

    /** A number that its last petition had. */
    long last(String member) {
      return numbers.get(member);
    }

    void pass(Duration duration) {
      micros += duration.toNanos() / 1_000;
    }

    @Override
    public String toString() {
      return store.toString();
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aWindowHoldsNoMoreThanTheBound(Talk talk) {
    assertThat(talk.ask("a", Asking.requests(6, 10)).granted()).isEqualTo(6);
    talk.pass(Duration.ofSeconds(10));
    assertThat(talk.ask("b", Asking.requests(6, 10)).granted()).isEqualTo(4);
    talk.pass(Duration.ofSeconds(50).minusNanos(1_000));
    talk.ask("a", Asking.nothing());
    assertThat(talk.ask("b", Asking.requests(1, 10)).granted()).isZero();
    talk.pass(Duration.ofNanos(1_000));
    assertThat(talk.ask("b", Asking.requests(8, 10)).granted()).isEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void everyDimensionBindsAndTheFirstThatDoesNotFitEndsIt(Talk talk) {
    Bounds bounds = new Bounds(10, 100, 3);
    List<Cost> wants =
        List.of(new Cost(1, 60, 0), new Cost(1, 30, 1), new Cost(1, 20, 0), new Cost(1, 1, 0));
    Reply reply = talk.ask("a", Asking.nothing().wants(wants).bounds(bounds));
    assertThat(reply.granted()).isEqualTo(2);
    assertThat(reply.used()).isEqualTo(new Cost(2, 90, 1));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatIsMoreThanTheBoundFitsAlone(Talk talk) {
    Bounds bounds = new Bounds(Bounds.ANY, 100, Bounds.ANY);
    Asking large = Asking.nothing().wants(List.of(new Cost(1, 500, 0))).bounds(bounds);
    assertThat(talk.ask("a", large).granted()).isEqualTo(1);
    assertThat(talk.ask("a", large).granted()).isZero();
    talk.pass(MINUTE);
    assertThat(talk.ask("a", large).granted()).isEqualTo(1);
    Asking free = Asking.nothing().wants(List.of(new Cost(1, 0, 0))).bounds(bounds);
    assertThat(talk.ask("b", free).granted()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theLongestWindowHolds(Talk talk) {
    talk.ask("a", Asking.requests(10, 10).window(Duration.ofSeconds(61)));
    talk.pass(Duration.ofSeconds(60));
    assertThat(talk.ask("b", Asking.requests(1, 10)).granted()).isZero();
    talk.pass(Duration.ofSeconds(1));
    assertThat(talk.ask("b", Asking.requests(10, 10)).granted()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatWasMadeAloneCountsFromWhenItWasMade(Talk talk) {
    PastUse past = new PastUse(new Cost(4, 0, 0), Duration.ofSeconds(50));
    PastUse expired = new PastUse(new Cost(9, 0, 0), MINUTE);
    assertThat(talk.ask("a", Asking.nothing().made(past, expired)).used().requests()).isEqualTo(4);
    talk.pass(Duration.ofSeconds(10));
    assertThat(talk.ask("a", Asking.nothing()).used().requests()).isZero();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void anAmendmentChangesWhatWasGrantedAndWhenItAges(Talk talk) {
    talk.ask("a", Asking.nothing().wants(List.of(new Cost(1, 100, 0))));
    long grant = talk.last("a");
    talk.pass(Duration.ofSeconds(10));
    Amendment less = new Amendment(grant, 0, -60, 1, Duration.ofSeconds(20));
    assertThat(talk.ask("a", Asking.nothing().amends(less)).used()).isEqualTo(new Cost(1, 40, 1));
    // Not later than now: ten seconds after it was granted.
    talk.pass(Duration.ofSeconds(55));
    assertThat(talk.ask("a", Asking.nothing()).used().requests()).isEqualTo(1);
    talk.pass(Duration.ofSeconds(5));
    assertThat(talk.ask("a", Asking.nothing().amends(less)).used()).isEqualTo(Cost.NOTHING);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whoIsSilentKeepsItsShareForThreeWindows(Talk talk) {
    talk.ask("a", Asking.nothing());
    talk.ask("b", Asking.nothing());
    talk.pass(MINUTE);
    Reply silent = talk.ask("b", Asking.requests(10, 10));
    assertThat(silent.granted()).isEqualTo(5);
    assertThat(silent.members()).isEqualTo(2);
    talk.pass(MINUTE.multipliedBy(2));
    Reply forgotten = talk.ask("b", Asking.requests(10, 10));
    assertThat(forgotten.granted()).isEqualTo(10);
    assertThat(forgotten.members()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whoLeavesIsNoMemberAndItsUsesCount(Talk talk) {
    talk.ask("a", Asking.requests(4, 10));
    talk.ask("b", Asking.nothing());
    talk.store.leave("a");
    talk.pass(Duration.ofSeconds(30));
    Reply reply = talk.ask("b", Asking.requests(10, 10));
    assertThat(reply.granted()).isEqualTo(6);
    assertThat(reply.members()).isEqualTo(1);
    assertThat(reply.leads()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void oneLeads(Talk talk) {
    assertThat(talk.ask("a", Asking.nothing()).leads()).isTrue();
    talk.pass(Duration.ofSeconds(1));
    assertThat(talk.ask("b", Asking.nothing()).leads()).isFalse();
    talk.pass(Duration.ofSeconds(1));
    assertThat(talk.ask("c", Asking.nothing()).leads()).isFalse();
    talk.pass(Duration.ofSeconds(9));
    assertThat(talk.ask("c", Asking.nothing()).leads()).isFalse();
    assertThat(talk.ask("b", Asking.nothing()).leads()).isFalse();
    talk.pass(Duration.ofSeconds(1));
    assertThat(talk.ask("c", Asking.nothing()).leads()).isFalse();
    assertThat(talk.ask("b", Asking.nothing()).leads()).isTrue();
    // Who comes back is one of many.
    assertThat(talk.ask("a", Asking.nothing()).leads()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theSmallComesBeforeTheBig(Talk talk) {
    talk.ask("big", Asking.requests(10, 10));
    Reply waits = talk.ask("small", Asking.requests(1, 10));
    assertThat(waits.granted()).isZero();
    assertThat(waits.comeAgain()).isEqualTo(Duration.ofSeconds(1));
    talk.pass(MINUTE.minusSeconds(1));
    talk.ask("big", Asking.requests(10, 10).waiting(50, Duration.ofSeconds(30)));
    Reply soon = talk.ask("small", Asking.requests(1, 10));
    assertThat(soon.comeAgain()).isEqualTo(Duration.ofSeconds(1));
    talk.pass(soon.comeAgain());
    Asking all = Asking.requests(10, 10).waiting(50, Duration.ofSeconds(30));
    assertThat(talk.ask("big", all).granted()).isEqualTo(9);
    talk.pass(Duration.ofMillis(200));
    assertThat(talk.ask("small", Asking.requests(1, 10)).granted()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aTurnThatIsNotTakenGoesToTheNext(Talk talk) {
    talk.ask("big", Asking.requests(10, 10));
    talk.pass(MINUTE.minusSeconds(1));
    talk.ask("small", Asking.requests(1, 10));
    talk.pass(Duration.ofMillis(1_251));
    assertThat(talk.ask("big", Asking.requests(10, 10)).granted()).isEqualTo(10);
  }

  /** Who is before may not come: nobody leaves a place free for longer than a moment for each. */
  @ParameterizedTest
  @MethodSource("stores")
  void eachComesAgainWhenThereIsRoomOrAMomentLater(Talk talk) {
    talk.ask("big", Asking.requests(1, 2));
    talk.pass(Duration.ofMillis(3));
    talk.ask("big", Asking.requests(1, 2));
    talk.pass(MINUTE.minusMillis(903));
    talk.ask("big", Asking.nothing());
    Duration first = Duration.ofMillis(900);
    List<Long> moments = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Asking waits = Asking.requests(1, 2).waiting(1, Duration.ofMillis(900 - i));
      moments.add(talk.ask("m" + i, waits).comeAgain().minus(first).toNanos() / 1_000);
    }
    // The second has a turn of its own, and the last comes when one of two may be left.
    assertThat(moments).containsExactly(0L, 3_000L, 4_024L, 4_054L);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void nothingIsKeptForThoseWhoHaveNotCome(Talk talk) {
    talk.ask("big", Asking.requests(10, 10));
    talk.pass(MINUTE.minusMillis(10));
    assertThat(talk.ask("ready", Asking.requests(5, 10).waiting(0, Duration.ZERO)).granted())
        .isZero();
    talk.pass(Duration.ofMillis(10));
    assertThat(talk.ask("big", Asking.requests(10, 10)).granted()).isEqualTo(10);
  }

  @Test
  void lostCostsAreNoticedWhenTheirUsesExpire() {
    Talk talk = new Talk(new Store.Scripted(redis.commands()));
    talk.ask("a", Asking.requests(4, 10));
    redis.commands().del("{test:gate}:costs");
    assertThat(talk.ask("b", Asking.requests(10, 10)).granted()).isEqualTo(6);
    talk.pass(MINUTE);
    talk.ask("b", Asking.nothing());
    talk.ask("b", Asking.nothing());
    // Of an epoch that has just begun half is kept for who has not come yet.
    assertThat(talk.ask("b", Asking.requests(10, 10)).granted()).isEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aHigherPriorityGoesFirstAndALowerOneRises(Talk talk) {
    talk.ask("big", Asking.requests(5, 10));
    Asking urgent = Asking.requests(20, 10).priority(Priority.INTERACTIVE);
    assertThat(talk.ask("urgent", urgent).granted()).isEqualTo(5);
    Asking background = Asking.requests(1, 10).priority(Priority.BACKGROUND);
    talk.ask("low", background);
    talk.pass(MINUTE);
    talk.ask("urgent", Asking.requests(20, 10).priority(Priority.INTERACTIVE));
    Asking fresh = Asking.requests(1, 10).priority(Priority.BACKGROUND);
    assertThat(talk.ask("low", fresh).granted()).isZero();
    talk.pass(MINUTE.minusSeconds(1));
    talk.ask("urgent", Asking.requests(20, 10).priority(Priority.INTERACTIVE));
    talk.pass(Duration.ofSeconds(1));
    Asking old = Asking.requests(1, 10).priority(Priority.BACKGROUND);
    assertThat(talk.ask("low", old.waiting(1, MINUTE.multipliedBy(2))).granted()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void nobodyIsBlockedWhileThereIsRoomForAll(Talk talk) {
    Bounds bounds = new Bounds(100, 100, Bounds.ANY);
    List<Cost> large = List.of(new Cost(1, 80, 0));
    talk.ask("a", Asking.nothing().wants(List.of(new Cost(1, 50, 0))).bounds(bounds));
    assertThat(talk.ask("b", Asking.nothing().wants(large).bounds(bounds)).granted()).isZero();
    List<Cost> noTokens = List.of(Cost.ONE_REQUEST);
    Asking other = Asking.nothing().wants(noTokens).bounds(bounds);
    assertThat(talk.ask("a", other).granted()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theDayIsTheSumOfWhatMembersTellAndOfWhatTheyWereGranted(Talk talk) {
    DayPage told = new DayPage(5, 50, 0, List.of(), null);
    talk.ask("a", Asking.nothing().wants(List.of(new Cost(2, 20, 0))).day(told));
    assertThat(talk.ask("b", Asking.nothing()).day().requests()).isEqualTo(7);
    // The grant is not in what it tells now, because it did not hear of it.
    talk.ask("a", Asking.nothing().day(told), 0);
    assertThat(talk.ask("b", Asking.nothing()).day().tokens()).isEqualTo(70);
    talk.ask("a", Asking.nothing().day(new DayPage(7, 66, 0, List.of(), null)));
    talk.store.leave("a");
    assertThat(talk.ask("b", Asking.nothing()).day())
        .isEqualTo(new DayPage(7, 66, 0, List.of(), null));
    assertThat(talk.ask("b", Asking.requests(10, 100).dayBound(10)).granted()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theNewestWordOfTheDayHolds(Talk talk) {
    Instant ends = Asking.DAY_ENDS;
    UsedUp first = usedUp(START, ends);
    UsedUp again = usedUp(START.plusSeconds(5), ends);
    UsedUp over = usedUp(START.plusSeconds(5), START.plusSeconds(9));
    talk.ask("a", Asking.nothing().day(new DayPage(0, 0, 0, List.of(limit(9)), again)));
    talk.ask("b", Asking.nothing().day(new DayPage(0, 0, 0, List.of(limit(7)), first)));
    DayPage page = talk.ask("c", Asking.nothing()).day();
    assertThat(page.usedUp()).isEqualTo(again);
    assertThat(page.limits()).containsExactly(limit(7));
    talk.ask("a", Asking.nothing().day(new DayPage(0, 0, 0, List.of(limit(9)), over)));
    page = talk.ask("c", Asking.nothing()).day();
    assertThat(page.usedUp()).isEqualTo(over);
    assertThat(page.limits()).as("it has told that before").containsExactly(limit(7));
  }

  private static UsedUp usedUp(Instant said, Instant until) {
    return new UsedUp(
        Kind.QUOTA_REQUESTS_PER_DAY, null, "a metric", "an | id \\", 250L, said, until);
  }

  private static Quota limit(long limit) {
    return new Quota("a", null, Dimension.REQUESTS, Window.DAY, limit, Origin.LEARNED);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatOneLearnsAllKnow(Talk talk) {
    Quota minute = Quota.untold(Dimension.TOKENS, Window.MINUTE, 1L << 53, Origin.LEARNED);
    Bounds shares = new Bounds(Bounds.ANY, 4_000, Bounds.ANY);
    talk.ask("a", Asking.nothing().lessons(new Lessons(List.of(minute), shares, Duration.ZERO)));
    talk.ask("b", Asking.nothing());
    Lessons known = talk.ask("b", Asking.nothing()).lessons();
    assertThat(known.limits()).containsExactly(minute);
    assertThat(known.shares()).isEqualTo(shares);
    Lessons more = new Lessons(List.of(), new Bounds(7, Bounds.ANY, Bounds.ANY), Duration.ZERO);
    talk.ask("b", Asking.nothing().lessons(more));
    assertThat(talk.ask("a", Asking.nothing()).lessons().shares())
        .isEqualTo(new Bounds(7, 4_000, Bounds.ANY));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void nobodyGoesWhileItIsClosed(Talk talk) {
    Lessons closed = new Lessons(List.of(), Bounds.NONE, Duration.ofSeconds(3));
    talk.ask("a", Asking.nothing().lessons(closed));
    Lessons shorter = new Lessons(List.of(), Bounds.NONE, Duration.ofSeconds(1));
    talk.ask("a", Asking.nothing().lessons(shorter));
    Reply shut = talk.ask("b", Asking.requests(1, 10));
    assertThat(shut.granted()).isZero();
    assertThat(shut.lessons().closedFor()).isEqualTo(Duration.ofSeconds(3));
    assertThat(shut.comeAgain()).isEqualTo(Duration.ofSeconds(3));
    talk.pass(Duration.ofSeconds(3));
    assertThat(talk.ask("b", Asking.requests(1, 10)).granted()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aWipedStoreGrantsNothingToThoseWhoDoNotKnow(Talk talk) {
    for (String member : List.of("a", "b", "c", "d")) {
      talk.ask(member, Asking.requests(1, 100));
    }
    String before = talk.ask("a", Asking.nothing()).epoch();
    talk.store.wipe();
    Reply told = talk.ask("a", Asking.requests(100, 100));
    assertThat(told.epoch()).isNotEqualTo(before);
    assertThat(told.granted()).isZero();
    assertThat(told.members()).isEqualTo(4);
    assertThat(talk.ask("a", Asking.requests(100, 100)).granted()).isEqualTo(25);
    talk.pass(MINUTE);
    Reply later = talk.ask("a", Asking.requests(100, 100));
    assertThat(later.members()).isEqualTo(1);
    assertThat(later.granted()).isEqualTo(100);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aClockThatWentBackIsAnotherEpoch(Talk talk) {
    Reply first = talk.ask("a", Asking.requests(1, 10));
    talk.pass(Duration.ofMillis(-900));
    Reply small = talk.ask("a", Asking.requests(1, 10));
    assertThat(small.epoch()).isEqualTo(first.epoch());
    assertThat(small.at()).as("time stands still").isEqualTo(first.at());
    talk.pass(Duration.ofMillis(-200));
    Reply jump = talk.ask("a", Asking.requests(1, 10));
    assertThat(jump.epoch()).isNotEqualTo(first.epoch());
    assertThat(jump.used()).isEqualTo(Cost.NOTHING);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aStoreThatForgotAPetitionBeginsAnew(Talk talk) {
    Reply first = talk.ask("a", Asking.requests(1, 10));
    talk.heard.put("a", new LastHeard(first.epoch(), 1, 7));
    talk.numbers.put("a", 7L);
    Reply next = talk.ask("a", Asking.requests(1, 10));
    assertThat(next.epoch()).isNotEqualTo(first.epoch());
    assertThat(next.granted()).isZero();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whoJoinsHearsWhatOthersHaveUsedAndWhen(Talk talk) {
    talk.ask("a", Asking.requests(3, 10));
    talk.pass(Duration.ofSeconds(30));
    talk.ask("a", Asking.requests(2, 10));
    talk.ask("b", Asking.requests(1, 10));
    assertThat(talk.ask("b", Asking.requests(1, 10)).others()).isEmpty();
    List<PastUse> others = talk.ask("b", Asking.nothing()).others();
    assertThat(others).hasSize(2);
    assertThat(others.get(0).cost().requests()).isEqualTo(2);
    assertThat(others.get(0).age()).isZero();
    assertThat(others.get(1).cost().requests()).isEqualTo(3);
    assertThat(others.get(1).age()).isBetween(Duration.ofSeconds(26), Duration.ofSeconds(30));
  }
}
