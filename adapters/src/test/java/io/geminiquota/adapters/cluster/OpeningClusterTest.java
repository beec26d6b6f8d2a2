package io.geminiquota.adapters.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.limit.Bounds;
import io.geminiquota.engine.limit.Cluster;
import io.geminiquota.engine.limit.Cost;
import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.Lessons;
import io.geminiquota.engine.limit.Noticeboard;
import io.geminiquota.engine.limit.Petition;
import io.geminiquota.engine.limit.Reply;
import io.geminiquota.engine.limit.SharedQuota;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OpeningClusterTest {

  private static final int MEMBERS = 4;

  private final Clock clock = new Clock();
  private final Store store = new Store();
  private final OpeningCluster opening = new OpeningCluster(MEMBERS, clock, clock);
  private final List<String> told = new ArrayList<>();

  @Test
  void whatIsAskedWhileItOpensIsAskedThenInItsOrder() {
    SharedQuota quota = opening.quota("gate");
    ask(quota, 1);
    ask(quota, 2);
    assertThat(told).isEmpty();

    opening.opened(store);
    ask(quota, 3);

    assertThat(store.asked).containsExactly("gate 1", "gate 2", "gate 3");
    assertThat(told).containsExactly("1 granted", "2 granted", "3 granted");
  }

  @Test
  void nobodyWaitsForeverForItAndItIsAskedOnceItIsThere() {
    SharedQuota quota = opening.quota("gate");
    ask(quota, 1);

    clock.advance(OpeningCluster.PATIENCE.minusMillis(1));
    assertThat(told).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(told).containsExactly("1 none");
    ask(quota, 2);
    assertThat(told).as("never inside of the question").containsExactly("1 none");
    clock.advance(Duration.ZERO);
    opening.opened(store);
    ask(quota, 3);

    assertThat(told).containsExactly("1 none", "2 none", "3 granted");
    assertThat(opening.expectedMembers()).isEqualTo(Store.MEMBERS);
  }

  @Test
  void oneThatCannotBeOpenedLeavesTheWholeLimitToThisJvm() {
    SharedQuota quota = opening.quota("gate");
    ask(quota, 1);
    assertThat(opening.expectedMembers()).isEqualTo(MEMBERS);

    opening.failed();
    clock.advance(Duration.ZERO);

    assertThat(told).containsExactly("1 none");
    assertThat(opening.expectedMembers()).isEqualTo(1);
  }

  @Test
  void noticesWaitUntilItIsOpen() {
    opening.noticeboard().read((subject, text) -> told.add(subject + " " + text));
    opening.noticeboard().post("circuit", "open", Duration.ofSeconds(1));
    opening.noticeboard().withdraw("circuit");
    opening.opened(store);
    assertThat(store.asked).containsExactly("read", "post circuit", "withdraw circuit");
    assertThat(told).containsExactly("circuit closed");
  }

  @Test
  @Timeout(20)
  void petitionsOfManyThreadsAllArriveWhileItOpens() throws Exception {
    SharedQuota quota = opening.quota("gate");
    int threads = 8;
    int each = 500;
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      new Thread(
              () -> {
                for (int n = 0; n < each; n++) {
                  quota.exchange(petition(n), reply -> {});
                }
                done.countDown();
              })
          .start();
    }
    opening.opened(store);
    done.await();
    // Whoever was at it may have left just before the last one came: that one then did it itself.
    assertThat(store.asked).hasSize(threads * each);
  }

  private void ask(SharedQuota quota, int number) {
    quota.exchange(
        petition(number), reply -> told.add(number + (reply == null ? " none" : " granted")));
  }

  private static Petition petition(int number) {
    return new Petition(
        number,
        0,
        Duration.ofMinutes(1),
        Bounds.NONE,
        Bounds.NONE,
        Instant.EPOCH,
        List.of(),
        Priority.NORMAL,
        0,
        Duration.ZERO,
        List.of(),
        List.of(),
        emptyDay(),
        Lessons.NONE);
  }

  private static DayPage emptyDay() {
    return DayPage.BLANK;
  }

  /** Grants everything. */
  private static final class Store implements Cluster, Noticeboard {

    static final int MEMBERS = 7;

    final List<String> asked = new ArrayList<>();

    @Override
    public SharedQuota quota(String gate) {
      return new SharedQuota() {
        @Override
        public void exchange(Petition petition, Consumer<Reply> then) {
          asked.add(gate + " " + petition.number());
          then.accept(
              new Reply(
                  "1",
                  Instant.EPOCH,
                  0,
                  Duration.ZERO,
                  Cost.NOTHING,
                  List.of(),
                  1,
                  true,
                  emptyDay(),
                  Lessons.NONE));
        }

        @Override
        public void leave() {}
      };
    }

    @Override
    public Noticeboard noticeboard() {
      return this;
    }

    @Override
    public int expectedMembers() {
      return MEMBERS;
    }

    @Override
    public void post(String subject, String text, Duration lasts) {
      asked.add("post " + subject);
    }

    @Override
    public void withdraw(String subject) {
      asked.add("withdraw " + subject);
    }

    @Override
    public void read(BiConsumer<String, String> reader) {
      asked.add("read");
      reader.accept("circuit", "closed");
    }
  }

  /** A clock that stands until it is turned. */
  private static final class Clock implements TimeSource, Timer {

    private record Task(long at, Runnable work) {}

    private final PriorityQueue<Task> tasks =
        new PriorityQueue<>((one, other) -> Long.compare(one.at(), other.at()));
    private long now;

    void advance(Duration by) {
      now += by.toNanos();
      while (!tasks.isEmpty() && tasks.peek().at() <= now) {
        tasks.remove().work().run();
      }
    }

    @Override
    public void schedule(long nanoTime, Runnable task) {
      tasks.add(new Task(nanoTime, task));
    }

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(now);
    }
  }
}
