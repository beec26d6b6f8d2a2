package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.UsedUp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The ledger of the day beyond the life of a JVM, and beside other JVMs. */
class KeptDayTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant MIDNIGHT = Instant.parse("2026-03-03T08:00:00Z");
  private static final int GENEROUS = 100_000;
  private static final String IMPATIENT = "max-wait=1s,";

  private final VirtualTime time = new VirtualTime();
  private final SetClock clock = new SetClock(time);
  private final MemoryStore store = new MemoryStore();
  private final DayServer server = new DayServer(time, 50);

  @Test
  void aRestartGoesOnCounting() {
    server.limit(GENEROUS);
    VirtualJvm first = jvm(IMPATIENT + "rpd=50");
    callEvery(SECOND, 30, first);
    first.exits();
    VirtualJvm second = jvm(IMPATIENT + "rpd=50");
    callEvery(SECOND, 60, second);

    assertThat(server.accepted()).isEqualTo(50);
  }

  @Test
  void theVeryFirstCallsOfARestartKnowWhatIsLeft() {
    server.limit(GENEROUS);
    VirtualJvm first = jvm(IMPATIENT + "rpd=50");
    callEvery(SECOND, 45, first);
    first.exits();
    callEvery(Duration.ZERO, 30, jvm(IMPATIENT + "rpd=50"));
    time.advance(MINUTE);

    assertThat(server.accepted()).isEqualTo(50);
  }

  @Test
  void whatIsKilledLosesASecondAtMost() {
    VirtualJvm jvm = jvm(IMPATIENT);
    server.limit(10_000);
    callEvery(Duration.ofMillis(10), 1_000, jvm);
    jvm.isKilled();

    assertThat(store.requests()).isBetween(895L, 1_000L);
  }

  @Test
  void aBusySecondIsOneExchange() {
    server.limit(100_000);
    callEvery(Duration.ofMillis(1), 20_000, jvm(IMPATIENT));

    assertThat(store.additions).isBetween(19, 21);
  }

  @Test
  void whoHasNothingToAddAsksForNothing() {
    VirtualJvm jvm = jvm(IMPATIENT);
    jvm.calls.one();
    time.advance(MINUTE);
    int attempts = store.attempts;
    time.advance(Duration.ofHours(1));

    assertThat(store.requests()).isEqualTo(1);
    assertThat(store.attempts).isEqualTo(attempts);
  }

  @Test
  void twoJvmsKeepOneLimitTogetherUpToASecond() {
    server.limit(GENEROUS);
    VirtualJvm one = jvm(IMPATIENT + "rpd=250");
    VirtualJvm other = jvm(IMPATIENT + "rpd=250");
    for (int i = 0; i < 1_000; i++) {
      one.calls.one();
      other.calls.one();
      time.advance(Duration.ofMillis(100));
    }

    assertThat(server.accepted()).as("and what both send in one second").isBetween(250, 270);
    assertThat(store.requests()).isEqualTo(server.accepted());
  }

  @Test
  void oneSendsWhatTheOtherHasGivenBack() {
    server.limit(GENEROUS);
    VirtualJvm one = jvm(IMPATIENT + "rpd=50");
    callEvery(SECOND, 50, one);
    VirtualJvm other = jvm(IMPATIENT + "rpd=50");
    callEvery(SECOND, 20, other);
    assertThat(server.accepted()).isEqualTo(50);
    store.pages.replaceAll((key, page) -> page.plus(new DayPage(-3, 0, 0, page.limits(), null)));
    callEvery(SECOND, 20, other);

    assertThat(server.accepted()).isEqualTo(53);
  }

  @Test
  void nothingIsLostOrCountedTwiceWhileTheDiskIsSlow() {
    server.limit(10_000);
    VirtualJvm jvm = jvm(IMPATIENT);
    jvm.diskTakes(Duration.ofMillis(700));
    callEvery(Duration.ofMillis(50), 1_000, jvm);
    time.advance(MINUTE);

    assertThat(store.requests()).isEqualTo(1_000);
  }

  @Test
  void whatIsCountedDuringAnExchangeIsNeitherLostNorForgotten() {
    server.limit(GENEROUS);
    VirtualJvm jvm = jvm(IMPATIENT + "rpd=300");
    store.meanwhile =
        () -> {
          jvm.calls.one();
          jvm.calls.one();
        };
    callEvery(Duration.ofMillis(100), 1_000, jvm);
    time.advance(MINUTE);

    assertThat(server.accepted()).isEqualTo(300);
    assertThat(store.requests()).isEqualTo(300);
  }

  @Test
  void whoWaitsForTheDayIsToldWhenOthersGiveBack() {
    server.limit(GENEROUS);
    VirtualJvm one = jvm("max-wait=2d,rpd=20");
    callEvery(SECOND, 21, one);
    assertThat(server.accepted()).isEqualTo(20);
    store.pages.replaceAll((key, page) -> page.plus(new DayPage(-1, 0, 0, page.limits(), null)));
    one.calls.one();
    time.advance(SECOND.multipliedBy(2));

    assertThat(server.accepted()).as("the first who waited, not both").isEqualTo(21);
  }

  @Test
  void whileNothingCanBeKeptTheDayIsCountedInMemoryAndAddedLater() {
    server.limit(GENEROUS);
    store.fails = true;
    VirtualJvm jvm = jvm(IMPATIENT + "rpd=50");
    callEvery(SECOND, 40, jvm);
    time.advance(Duration.ofHours(1));
    int attempts = store.attempts;
    time.advance(Duration.ofHours(1));
    assertThat(store.attempts - attempts).as("once a minute").isBetween(59, 61);

    store.fails = false;
    time.advance(MINUTE);
    assertThat(store.requests()).isEqualTo(40);
    callEvery(SECOND, 40, jvm);
    assertThat(server.accepted()).isEqualTo(50);
    assertThat(store.requests()).isEqualTo(50);
  }

  @Test
  void aDayThatWasFoundToBeUsedUpIsKnownAfterARestart() {
    othersUseTheQuota();
    VirtualJvm first = jvm("max-wait=5m");
    first.calls.one();
    while (first.calls.failures.isEmpty()) {
      time.advance(Duration.ofMillis(10));
    }
    int rejected = server.rejected();
    first.isKilled();
    VirtualJvm second = jvm(IMPATIENT);
    callEvery(SECOND, 10, second);

    assertThat(server.rejected()).as("saved at once, so known after a kill").isEqualTo(rejected);
    assertThat(second.calls.failures)
        .hasSize(10)
        .allSatisfy(failure -> assertThat(failure).contains("Pacific time"));
  }

  @Test
  void aRestartMayProbeOnceAMinuteHasPassedAndTellsTheOthersWhatItMet() {
    othersUseTheQuota();
    VirtualJvm first = jvm("max-wait=5m");
    first.calls.one();
    time.advance(MINUTE);
    first.exits();
    int rejected = server.rejected();
    VirtualJvm second = jvm(IMPATIENT);
    callEvery(SECOND, 120, second);
    assertThat(server.rejected() - rejected).as("one probe").isEqualTo(1);

    second.exits();
    server.limit(1_000);
    time.advance(MINUTE);
    VirtualJvm third = jvm(IMPATIENT);
    callEvery(SECOND, 20, third);
    third.exits();
    VirtualJvm fourth = jvm(IMPATIENT);
    callEvery(SECOND, 20, fourth);
    assertThat(third.calls.failures.size()).as("until the probe was answered").isLessThan(3);
    assertThat(store.pages.values())
        .extracting(DayPage::usedUp)
        .singleElement()
        .satisfies(usedUp -> assertThat(usedUp.until()).isBefore(time.now()));
    assertThat(fourth.calls.failures).isEmpty();
  }

  @Test
  void whatIsStartedAgainAllTheTimeAsksOnceAMinute() {
    othersUseTheQuota();
    int before = server.rejected();
    for (int i = 0; i < 60; i++) {
      VirtualJvm jvm = jvm("max-wait=5m");
      jvm.calls.one();
      time.advance(Duration.ofSeconds(i == 0 ? 60 : 10));
      jvm.isKilled();
    }

    assertThat(server.rejected() - before)
        .as("two to settle it, then in ten minutes")
        .isBetween(9, 13);
  }

  @Test
  void aWordOfAnAbsurdTimeIsNoObstacle() {
    othersUseTheQuota();
    VirtualJvm first = jvm("max-wait=5m");
    first.calls.one();
    time.advance(MINUTE);
    first.exits();
    for (Instant said : new Instant[] {Instant.MIN, Instant.MAX}) {
      store.pages.replaceAll((key, page) -> page.plus(said(said, page.usedUp())));
      VirtualJvm next = jvm(IMPATIENT);
      int rejected = server.rejected();
      callEvery(SECOND, 70, next);
      assertThat(server.rejected()).isEqualTo(rejected + 1);
    }
  }

  @Test
  void aLearnedLimitIsKnownAfterARestartOnTheSameDay() {
    VirtualJvm first = jvm(IMPATIENT);
    callEvery(SECOND, 60, first);
    // On the next day the limit is known: it is not asked for.
    time.advance(Duration.ofHours(24));
    callEvery(SECOND, 40, first);
    first.exits();
    int rejected = server.rejected();
    VirtualJvm second = jvm(IMPATIENT);
    callEvery(SECOND, 60, second);

    assertThat(server.accepted()).isEqualTo(100);
    assertThat(server.rejected()).isEqualTo(rejected);
  }

  @Test
  void aLimitThatWasRaisedIsNoticedAlthoughOurOwnCountIsFull() {
    VirtualJvm jvm = jvm(IMPATIENT);
    callEvery(SECOND, 60, jvm);
    server.limit(1_000);
    time.advance(Duration.ofMinutes(15));
    callEvery(SECOND, 60, jvm);

    assertThat(server.accepted()).isBetween(107, 110);
  }

  @Test
  void theNextDayALearnedLimitIsNotTriedBeforeItsTime() {
    VirtualJvm jvm = jvm(IMPATIENT);
    callEvery(MINUTE, 120, jvm);
    int rejected = server.rejected();
    time.advance(Duration.ofHours(24));
    callEvery(SECOND, 600, jvm);

    assertThat(server.accepted()).isEqualTo(100);
    assertThat(server.rejected()).isEqualTo(rejected);
  }

  @Test
  void aConfiguredLimitIsNeverTried() {
    server.limit(1_000);
    VirtualJvm jvm = jvm(IMPATIENT + "rpd=20");
    callEvery(MINUTE, 600, jvm);

    assertThat(server.accepted()).isEqualTo(20);
  }

  @Test
  void aRestartOnTheNextDayBeginsAnew() {
    server.limit(GENEROUS);
    VirtualJvm first = jvm(IMPATIENT + "rpd=50");
    callEvery(SECOND, 60, first);
    first.exits();
    time.advance(Duration.ofHours(24));
    VirtualJvm second = jvm(IMPATIENT + "rpd=50");
    callEvery(SECOND, 60, second);

    assertThat(server.accepted.values()).containsExactly(50, 50);
  }

  @Test
  void aZoneThatChangesBetweenRunsBeginsAnotherDay() {
    server.limit(1_000);
    VirtualJvm first = jvm(IMPATIENT + "rpd=50");
    callEvery(SECOND, 60, first);
    first.exits();
    VirtualJvm second = jvm(IMPATIENT + "rpd=50,quota-zone=Asia/Kolkata");
    callEvery(SECOND, 60, second);
    second.exits();
    VirtualJvm third = jvm(IMPATIENT + "rpd=50");
    callEvery(SECOND, 60, third);

    assertThat(server.accepted()).as("the first day is remembered as it was").isEqualTo(100);
  }

  @Test
  void aClockThatIsSetFarAheadAndBackFindsItsDayAgain() {
    server.limit(GENEROUS);
    VirtualJvm jvm = jvm(IMPATIENT + "rpd=50");
    callEvery(SECOND, 30, jvm);
    clock.setAhead(Duration.ofDays(400));
    time.advance(SECOND.multipliedBy(2));
    callEvery(SECOND, 5, jvm);
    clock.setAhead(Duration.ZERO);
    time.advance(SECOND.multipliedBy(2));
    callEvery(SECOND, 60, jvm);

    assertThat(server.accepted()).as("5 were counted on a day that was none").isEqualTo(55);
  }

  @Test
  void aClockThatIsSetBackALittlePastMidnightBeginsNoOldDay() {
    server.limit(1_000);
    Instant midnight = Instant.parse("2026-03-03T08:00:30Z");
    time.advance(Duration.between(time.now(), midnight));
    VirtualJvm jvm = jvm(IMPATIENT + "rpd=50");
    callEvery(SECOND, 30, jvm);
    clock.setAhead(Duration.ofMinutes(-5));
    callEvery(SECOND, 60, jvm);
    callEvery(MINUTE, 10, jvm);

    assertThat(server.accepted()).isEqualTo(50);
  }

  @Test
  void manyJvmsThatComeAndGoLoseNothing() {
    server.limit(100_000);
    Random random = new Random(7);
    VirtualJvm[] jvms = new VirtualJvm[5];
    for (int i = 0; i < jvms.length; i++) {
      jvms[i] = jvm(IMPATIENT);
    }
    for (int i = 0; i < 5_000; i++) {
      int who = random.nextInt(jvms.length);
      if (random.nextInt(200) == 0) {
        time.advance(SECOND);
        jvms[who].exits();
        jvms[who] = jvm(IMPATIENT);
        jvms[who].diskTakes(Duration.ofMillis(random.nextInt(500)));
      }
      jvms[who].calls.one();
      time.advance(Duration.ofMillis(random.nextInt(100)));
    }
    time.advance(MINUTE);

    assertThat(store.requests()).isEqualTo(server.accepted()).isEqualTo(5_000);
  }

  private static DayPage said(Instant said, UsedUp usedUp) {
    UsedUp changed =
        new UsedUp(
            usedUp.kind(),
            usedUp.model(),
            usedUp.metric(),
            usedUp.id(),
            usedUp.limit(),
            said,
            Instant.MAX);
    return new DayPage(0, 0, 0, List.of(), changed);
  }

  @Test
  void whatAnAliasHasCountedIsMovedToItsBucketAndNotMovedAgainAfterARestart() {
    server.limit(10);
    for (int run = 0; run < 3; run++) {
      VirtualJvm jvm = jvm(IMPATIENT);
      for (int i = 0; i < 12; i++) {
        jvm.calls.one(VirtualSite.call("project", "gemini-x-latest", "key-1"));
        time.advance(SECOND);
      }
      jvm.exits();
    }

    assertThat(server.accepted()).isEqualTo(10);
    assertThat(store.requests()).isEqualTo(10);
    assertThat(store.pages)
        .hasEntrySatisfying(
            new DayKey("project", "gemini-x", "GENERATE_CONTENT", MIDNIGHT),
            page -> assertThat(page.requests()).isEqualTo(10));
  }

  /** So that our own count tells nothing. */
  private void othersUseTheQuota() {
    server.limit(250);
    VirtualCalls others = new VirtualJvm(time, time, "", new MemoryStore(), server, 9).calls;
    for (int i = 0; i < 250; i++) {
      others.one();
      time.advance(SECOND);
    }
  }

  private int seed = 1;

  private VirtualJvm jvm(String settings) {
    return new VirtualJvm(time, clock, settings, store, server, seed++);
  }

  private void callEvery(Duration pause, int times, VirtualJvm jvm) {
    for (int i = 0; i < times; i++) {
      jvm.calls.one();
      time.advance(pause);
    }
  }

  /** A wall clock that can be set. */
  private static final class SetClock implements TimeSource {

    private final VirtualTime time;
    private Duration ahead = Duration.ZERO;

    SetClock(VirtualTime time) {
      this.time = time;
    }

    void setAhead(Duration duration) {
      ahead = duration;
    }

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public Instant now() {
      return time.now().plus(ahead);
    }
  }
}
