package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollingWindowTest {

  private static final long WINDOW = 1000;
  private static final Cost ONE = Cost.ONE_REQUEST;

  private final RollingWindow window = new RollingWindow(WINDOW);

  @Test
  void admitsTheLimitAtOnceAndTheNextOneWindowAfterTheFirst() {
    window.limit(Dimension.REQUESTS, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(window.hasRoom(i, ONE)).isTrue();
      use(i);
    }
    assertThat(window.hasRoom(2, ONE)).isFalse();
    assertThat(window.roomAt(2, ONE, requests(0))).isEqualTo(WINDOW);
    assertThat(window.hasRoom(WINDOW - 1, ONE)).isFalse();
    assertThat(window.hasRoom(WINDOW, ONE)).isTrue();
  }

  @Test
  void aUseAgesFromItsDepartureNotFromItsAdmission() {
    window.limit(Dimension.REQUESTS, 1);
    long ticket = window.take(0, ONE);
    window.left(ticket, 400);
    assertThat(window.hasRoom(WINDOW, ONE)).isFalse();
    assertThat(window.roomAt(500, ONE, requests(0))).isEqualTo(400 + WINDOW);
  }

  @Test
  void aPendingUseCountsForAsLongAsItIsPending() {
    window.limit(Dimension.REQUESTS, 1);
    window.take(0, ONE);
    assertThat(window.hasRoom(10 * WINDOW, ONE)).isFalse();
  }

  @Test
  void whatIsGivenBackMakesRoomAtOnce() {
    window.limit(Dimension.REQUESTS, 2);
    use(0);
    long second = use(1);
    window.giveBack(second);
    assertThat(window.hasRoom(2, ONE)).isTrue();
    window.giveBack(second);
    assertThat(window.used(Dimension.REQUESTS, 2)).isEqualTo(1);
  }

  @Test
  void onlyWhatHasNotLeftIsGivenBackOnCancellation() {
    window.limit(Dimension.REQUESTS, 2);
    long left = use(0);
    long pending = window.take(1, ONE);
    window.giveBackUnlessLeft(left);
    window.giveBackUnlessLeft(pending);
    assertThat(window.used(Dimension.REQUESTS, 2)).isEqualTo(1);
  }

  @Test
  void aLimitLearnedLateCountsWhatWasUsedBefore() {
    for (int i = 0; i < 20; i++) {
      use(i * 10L);
    }
    window.limit(Dimension.REQUESTS, 5);
    assertThat(window.hasRoom(190, ONE)).isFalse();
    assertThat(window.roomAt(190, ONE, requests(0)))
        .as("the fifth last has to go")
        .isEqualTo(150 + WINDOW);
    assertThat(window.roomAt(190, ONE, requests(5))).isEqualTo(150 + 2 * WINDOW);
  }

  @Test
  void tellsEverybodyInTheQueueWhenHisTurnWillCome() {
    window.limit(Dimension.REQUESTS, 3);
    use(0);
    use(100);
    assertThat(window.roomAt(200, ONE, requests(0))).isEqualTo(200);
    assertThat(window.roomAt(200, ONE, requests(1))).isEqualTo(WINDOW);
    assertThat(window.roomAt(200, ONE, requests(2))).isEqualTo(100 + WINDOW);
    assertThat(window.roomAt(200, ONE, requests(3))).isEqualTo(200 + WINDOW);
    assertThat(window.roomAt(200, ONE, requests(4))).isEqualTo(2 * WINDOW);
  }

  /**
   * The two promises, on random schedules: never too many in a window, never a wait for nothing.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 60})
  void noWindowHoldsMoreThanTheLimitAndNobodyWaitsWhileThereIsRoom(int limit) {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed * 31L + limit);
      RollingWindow window = new RollingWindow(WINDOW);
      window.limit(Dimension.REQUESTS, limit);
      List<Long> departures = new ArrayList<>();
      long now = 0;
      for (int i = 0; i < 400; i++) {
        now += random.nextInt(Math.max(2, (int) (2 * WINDOW / limit)));
        boolean room = window.hasRoom(now, ONE);
        long start = now;
        long counting = departures.stream().filter(time -> start - time < WINDOW).count();
        assertThat(room).as("seed %d, use %d at %d", seed, i, now).isEqualTo(counting < limit);
        if (room) {
          long ticket = window.take(now, ONE);
          if (random.nextInt(10) == 0) {
            window.giveBackUnlessLeft(ticket);
          } else {
            window.left(ticket, now);
            departures.add(now);
          }
        } else {
          now = window.roomAt(now, ONE, requests(0)) - 1;
          assertThat(window.hasRoom(now, ONE)).as("room came earlier than told").isFalse();
        }
      }
    }
  }

  @Test
  void lateDeparturesNeverPutTooManyIntoAWindow() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int limit = 1 + random.nextInt(8);
      RollingWindow window = new RollingWindow(WINDOW);
      window.limit(Dimension.REQUESTS, limit);
      List<Long> departures = new ArrayList<>();
      List<long[]> pending = new ArrayList<>();
      for (long now = 0; now < 20 * WINDOW; now += 1 + random.nextInt(50)) {
        if (window.hasRoom(now, ONE)) {
          pending.add(new long[] {window.take(now, ONE)});
        }
        if (!pending.isEmpty() && random.nextInt(3) == 0) {
          window.left(pending.remove(random.nextInt(pending.size()))[0], now);
          departures.add(now);
        }
      }
      for (int i = limit; i < departures.size(); i++) {
        assertThat(departures.get(i) - departures.get(i - limit))
            .as("seed %d, limit %d, departure %d", seed, limit, i)
            .isGreaterThanOrEqualTo(WINDOW);
      }
    }
  }

  private long use(long now) {
    long ticket = window.take(now, ONE);
    window.left(ticket, now);
    return ticket;
  }

  private static Cost requests(long count) {
    return new Cost(count, 0, 0);
  }
}
