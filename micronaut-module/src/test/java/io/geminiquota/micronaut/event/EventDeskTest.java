package io.geminiquota.micronaut.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventDeskTest {

  private final CountDownLatch goesOn = new CountDownLatch(1);
  private final List<Object> told = new CopyOnWriteArrayList<>();
  private final EventDesk desk =
      new EventDesk(
          event -> {
            told.add(event);
            awaitQuietly(goesOn);
          });

  @Test
  void whatAListenerIsTooSlowForIsDroppedAndNobodyWaits() {
    IntStream.range(0, 5_000).forEach(event -> desk.tell(event));
    goesOn.countDown();
    await().until(() -> told.size() == 1_001);
    desk.tell("the next");
    await().until(() -> told.contains("the next"));
    assertThat(told).startsWith(0, 1, 2).hasSize(1_002);
    desk.close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
