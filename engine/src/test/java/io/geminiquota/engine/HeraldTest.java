package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.LimitChange;
import io.geminiquota.engine.observe.QuotaObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeraldTest {

  private static final int TELLERS = 4;
  private static final int NEWS = 5_000;

  @Test
  void nothingIsScheduledWhileNobodyListens() {
    AtomicInteger scheduled = new AtomicInteger();
    Herald herald = new Herald(TimeSource.system(), (at, task) -> scheduled.incrementAndGet());
    herald.tell(observer -> observer.limitChanged(change("t", 1)));
    assertThat(scheduled).hasValue(0);
  }

  @Test
  void nothingIsToldByWhoFindsItOut() {
    VirtualTime time = new VirtualTime();
    Herald herald = new Herald(time, time);
    NewsReader news = new NewsReader();
    herald.tellAlso(news);
    herald.tell(observer -> observer.limitChanged(change("t", 1)));
    assertThat(news.limits).isEmpty();
    time.runAll();
    assertThat(news.limits).hasSize(1);
  }

  /** With a timer of several threads, which may run what is due at the same time. */
  @Test
  void whatManyFindOutIsToldOneAfterTheOtherAndInOrder() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(TELLERS + 3);
    CountDownLatch all = new CountDownLatch(TELLERS * NEWS);
    AtomicInteger telling = new AtomicInteger();
    AtomicInteger atOnce = new AtomicInteger();
    List<LimitChange> heard = new ArrayList<>();
    Herald herald = new Herald(TimeSource.system(), (at, task) -> threads.execute(task));
    herald.tellAlso(
        new QuotaObserver() {
          @Override
          public void limitChanged(LimitChange change) {
            atOnce.accumulateAndGet(telling.incrementAndGet(), Math::max);
            heard.add(change);
            telling.decrementAndGet();
            all.countDown();
          }
        });
    for (int teller = 0; teller < TELLERS; teller++) {
      String name = "teller " + teller;
      threads.execute(
          () -> {
            for (int number = 1; number <= NEWS; number++) {
              LimitChange change = change(name, number);
              herald.tell(observer -> observer.limitChanged(change));
            }
          });
    }
    assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
    threads.shutdown();

    assertThat(atOnce).hasValue(1);
    assertThat(heard).hasSize(TELLERS * NEWS);
    for (int teller = 0; teller < TELLERS; teller++) {
      String id = new GateName.OfBudget("teller " + teller).id();
      assertThat(heard.stream().filter(change -> change.gate().id().equals(id)))
          .extracting(change -> change.after().limit())
          .isSorted()
          .hasSize(NEWS);
    }
  }

  private static LimitChange change(String name, long limit) {
    Quota quota = Quota.untold(Dimension.REQUESTS, Window.MINUTE, limit, Quota.Origin.LEARNED);
    return new LimitChange(new GateName.OfBudget(name), null, quota, Instant.EPOCH);
  }
}
