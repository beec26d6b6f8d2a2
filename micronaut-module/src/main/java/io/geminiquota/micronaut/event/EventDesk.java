package io.geminiquota.micronaut.event;

import io.geminiquota.adapters.desk.Desk;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.core.annotation.Internal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
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

  private final ApplicationEventPublisher<Object> publisher;
  private final AtomicBoolean behind = new AtomicBoolean();
  private final Desk desk =
      new Desk(
          "gemini-quota-events", Thread.currentThread().getContextClassLoader(), this::dropped);

  EventDesk(ApplicationEventPublisher<Object> publisher) {
    this.publisher = publisher;
  }

  void tell(Object event) {
    desk.execute(() -> publish(event));
  }

  @PreDestroy
  void close() {
    desk.close();
  }

  private void publish(Object event) {
    try {
      publisher.publishEvent(event);
    } catch (RuntimeException | LinkageError thrown) {
      LOG.warn("A listener failed on {}", event, thrown);
    }
    if (desk.isCleared()) {
      behind.set(false);
    }
  }

  private void dropped() {
    if (!behind.getAndSet(true)) {
      LOG.warn(
          "Events are dropped: {} wait for a listener; let it hand slow work on",
          Desk.MOST_WAITING);
    }
  }
}
