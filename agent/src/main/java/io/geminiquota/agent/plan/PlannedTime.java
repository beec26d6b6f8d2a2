package io.geminiquota.agent.plan;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes as fast as everything that happens in it has been worked out. */
final class PlannedTime implements TimeSource, Timer {

  private final Instant start;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));

  private long now;
  private long scheduled;

  private record Event(long at, long number, Runnable task) {}

  PlannedTime(Instant start) {
    this.start = start;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant now() {
    return start.plusNanos(now);
  }

  @Override
  public void schedule(long nanoTime, Runnable task) {
    events.add(new Event(Math.max(nanoTime, now), scheduled++, task));
  }

  /** How long it has passed. */
  Duration elapsed() {
    return Duration.ofNanos(now);
  }

  /** Lets the next thing happen; false when nothing is left, or not before the end. */
  boolean goesOn(Duration end) {
    Event next = events.peek();
    if (next == null || next.at() > end.toNanos()) {
      return false;
    }
    events.remove();
    now = next.at();
    next.task().run();
    return true;
  }
}
