package io.geminiquota.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock whose hands the test turns. Everything that is scheduled runs on the test's own thread,
 * in the order of its time, with the clock standing exactly there.
 */
public final class VirtualTime implements TimeSource, Timer {

  private static final int MOST_EVENTS_AT_ONCE = 1_000_000;
  private static final Instant EPOCH = Instant.parse("2026-03-02T10:00:00Z");

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.<Event>comparingLong(Event::at).thenComparingLong(Event::number));
  private long scheduled;
  private int eventsNow;
  private long now = -Duration.ofHours(3).toNanos();
  private final long origin = now;

  private Runnable look = () -> {};

  private record Event(long at, long number, Runnable task) {}

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant now() {
    return EPOCH.plusNanos(now - origin);
  }

  @Override
  public void schedule(long nanoTime, Runnable task) {
    events.add(new Event(Math.max(nanoTime, now), scheduled++, task));
  }

  /** From now on, something is looked at whenever all is done that was to be done at its time. */
  public void beforeTimePasses(Runnable newLook) {
    look = newLook;
  }

  /** Runs something after a while. */
  public void after(Duration delay, Runnable task) {
    schedule(now + delay.toNanos(), task);
  }

  /** Lets time pass. */
  public void advance(Duration duration) {
    long until = now + duration.toNanos();
    while (!events.isEmpty() && events.peek().at() <= until) {
      runNext();
    }
    now = until;
  }

  /** Lets time pass until nothing is left to happen. */
  public void runAll() {
    while (!events.isEmpty()) {
      runNext();
    }
  }

  /** How long the clock has run. */
  public Duration elapsed() {
    return Duration.ofNanos(now - origin);
  }

  private void runNext() {
    if (events.peek().at() > now) {
      look.run();
    }
    Event event = events.remove();
    eventsNow = event.at() == now ? eventsNow + 1 : 0;
    if (eventsNow > MOST_EVENTS_AT_ONCE) {
      throw new AssertionError("the engine is busy without anything happening");
    }
    now = event.at();
    event.task().run();
  }
}
