package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MomentLockTest {

  private static final int THREADS = 4;
  private static final int TIMES = 100_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final MomentLock lock = new MomentLock();
  private int counted;

  @AfterEach
  void end() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void isHeldByOneThreadAtATime() throws Exception {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      all.add(threads.submit(() -> repeat(this::countOne)));
    }
    for (Future<?> one : all) {
      one.get();
    }
    assertThat(counted).isEqualTo(THREADS * TIMES);
  }

  @Test
  void whoFindsItTakenForLongGetsItInTheEnd() throws Exception {
    CountDownLatch asks = new CountDownLatch(1);
    lock.lock();
    Future<?> waiting =
        threads.submit(
            () -> {
              asks.countDown();
              countOne();
            });
    asks.await();
    assertThat(waiting.isDone()).isFalse();
    assertThat(counted).isZero();
    lock.unlock();
    waiting.get();
    assertThat(counted).isEqualTo(1);
  }

  @Test
  void whoIsInterruptedWaitsOnAndStaysInterrupted() throws Exception {
    CountDownLatch asks = new CountDownLatch(1);
    lock.lock();
    Future<Boolean> waiting =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              asks.countDown();
              countOne();
              return Thread.interrupted();
            });
    asks.await();
    assertThat(counted).isZero();
    lock.unlock();
    assertThat(waiting.get()).isTrue();
    assertThat(counted).isEqualTo(1);
  }

  private static void repeat(Runnable task) {
    for (int i = 0; i < TIMES; i++) {
      task.run();
    }
  }

  private void countOne() {
    lock.lock();
    try {
      counted++;
    } finally {
      lock.unlock();
    }
  }
}
