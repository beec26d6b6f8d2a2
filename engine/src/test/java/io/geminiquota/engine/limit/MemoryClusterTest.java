package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model that stores are compared with does what it is a model of. */
class MemoryClusterTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LATENCY = Duration.ofMillis(2);
  private static final Duration TIMEOUT = Duration.ofMillis(250);
  private static final Instant DAY_ENDS = Instant.parse("2026-03-03T08:00:00Z");

  private final VirtualTime time = new VirtualTime();
  private final MemoryCluster cluster = new MemoryCluster(time, time, LATENCY, TIMEOUT);
  private final SharedQuota a = cluster.member("a").quota("gate");
  private final SharedQuota b = cluster.member("b").quota("gate");
  private long number;

  @Test
  void grantsWhatIsLeftOfTheBounds() {
    assertThat(ask(a, 6, 10).granted()).isEqualTo(6);
    assertThat(ask(b, 6, 10).granted()).isEqualTo(4);
    time.advance(MINUTE);
    assertThat(ask(b, 1, 10).granted()).isEqualTo(1);
  }

  @Test
  void whoIsCutOffHearsNothing() {
    assertThat(ask(a, 1, 10)).isNotNull();
    cluster.cutOff("a", true);
    assertThat(ask(a, 1, 10)).isNull();
    assertThat(ask(b, 1, 10)).isNotNull();
    cluster.cutOff("a", false);
    assertThat(ask(a, 1, 10).used()).isEqualTo(new Cost(3, 0, 0));
  }

  @Test
  void whoIsMissingKeepsItsShare() {
    ask(a, 1, 10);
    ask(b, 1, 10);
    time.advance(MINUTE.plusSeconds(1));
    assertThat(ask(b, 10, 10).granted()).isEqualTo(5);
    time.advance(MINUTE.multipliedBy(2));
    Reply alone = ask(b, 10, 10);
    assertThat(alone.granted()).isEqualTo(10);
    assertThat(alone.members()).isEqualTo(1);
  }

  @Test
  void aWipedStoreGrantsNothingToWhoDoesNotKnow() {
    String before = ask(a, 1, 10).epoch();
    ask(b, 1, 10);
    cluster.wipe();
    Reply told = ask(b, 1, 10);
    assertThat(told.granted()).isZero();
    assertThat(told.epoch()).isNotEqualTo(before);
    assertThat(ask(b, 10, 10).granted()).isEqualTo(5);
  }

  @Test
  void theSmallComesBeforeTheBig() {
    ask(a, 10, 10);
    assertThat(ask(b, 1, 10).granted()).isZero();
    time.advance(MINUTE.minusMillis(800));
    Reply waits = ask(b, 1, 10);
    assertThat(waits.comeAgain()).isBetween(Duration.ofMillis(300), Duration.ofMillis(310));
    time.advance(waits.comeAgain().minus(TIMEOUT.minus(LATENCY)));
    assertThat(ask(a, 10, 10).granted()).isEqualTo(9);
    assertThat(ask(b, 1, 10).granted()).isEqualTo(1);
  }

  private Reply ask(SharedQuota quota, int wants, long bound) {
    List<Reply> heard = new ArrayList<>();
    quota.exchange(petition(++number, wants, bound), heard::add);
    time.advance(TIMEOUT.minus(LATENCY));
    if (heard.isEmpty()) {
      time.advance(LATENCY);
    }
    return heard.get(0);
  }

  static Petition petition(long number, int wants, long bound) {
    return new Petition(
        number,
        number - 1,
        MINUTE,
        new Bounds(bound, Bounds.ANY, Bounds.ANY),
        Bounds.NONE,
        DAY_ENDS,
        Collections.nCopies(wants, Cost.ONE_REQUEST),
        Priority.NORMAL,
        wants,
        Duration.ZERO,
        List.of(),
        List.of(),
        DayPage.BLANK,
        Lessons.NONE);
  }
}
