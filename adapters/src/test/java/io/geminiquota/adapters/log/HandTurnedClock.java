package io.geminiquota.adapters.log;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock whose hands the test turns, and what is to be done at some time. */
final class HandTurnedClock implements TimeSource, Timer {

  private record Task(long at, Runnable work) {}

  private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::at));
  private long now = -1_000_000_000_000L;

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-03-02T10:00:00Z").plusNanos(now + 1_000_000_000_000L);
  }

  @Override
  public void schedule(long nanoTime, Runnable task) {
    tasks.add(new Task(nanoTime, task));
  }

  void pass(Duration time) {
    long until = now + time.toNanos();
    while (!tasks.isEmpty() && tasks.peek().at() <= until) {
      Task next = tasks.remove();
      now = Math.max(now, next.at());
      next.work().run();
    }
    now = until;
  }

  /** How many things are still to be done. */
  int tasks() {
    return tasks.size();
  }
}
