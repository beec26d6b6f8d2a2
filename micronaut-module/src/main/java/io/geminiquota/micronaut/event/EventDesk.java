package io.geminiquota.micronaut.event;

import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.core.annotation.Internal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the application's listeners, in order, on one thread of its own that is there only while
 * there is something to tell: a call neither waits for a listener nor fails with it. What listeners
 * are too slow for is dropped.
 */
@Internal
@Singleton
@RequiresGeminiQuota
final class EventDesk {

  private static final Logger LOG = LoggerFactory.getLogger("io.geminiquota");

  private static final int MOST_WAITING = 1_000;
  private static final int IDLE_SECONDS = 5;

  private final ApplicationEventPublisher<Object> publisher;
  private final AtomicBoolean behind = new AtomicBoolean();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          EventDesk::thread,
          (event, full) -> drop());

  EventDesk(ApplicationEventPublisher<Object> publisher) {
    this.publisher = publisher;
    thread.allowCoreThreadTimeOut(true);
  }

  void tell(Object event) {
    thread.execute(() -> publish(event));
  }

  @PreDestroy
  void close() {
    thread.shutdownNow();
  }

  private void publish(Object event) {
    try {
      publisher.publishEvent(event);
    } catch (RuntimeException | LinkageError thrown) {
      LOG.warn("A listener failed on {}", event, thrown);
    }
    if (thread.getQueue().isEmpty()) {
      behind.set(false);
    }
  }

  private void drop() {
    if (!thread.isShutdown() && !behind.getAndSet(true)) {
      LOG.warn(
          "Events are dropped: {} wait for a listener; let it hand slow work on", MOST_WAITING);
    }
  }

  private static Thread thread(Runnable telling) {
    Thread thread = new Thread(telling, "gemini-quota-events");
    thread.setDaemon(true);
    return thread;
  }
}
