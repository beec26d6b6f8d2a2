package io.geminiquota.engine.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Identical calls that are under way as one: one of them leads, and is sent; the others follow it
 * to its answer. If it does not get there the next one leads, and if that does not, either, all go
 * their own ways: what does not come through must not keep one after the other waiting for it.
 * Nobody is told anything while the lock is held.
 */
final class Flight {

  private static final int MOST_BREAKS = 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final long began;
  private final Consumer<Flight> ended;
  private final Queue<CachedCall> followers = new ArrayDeque<>();
  private int breaks;
  private boolean over;

  /**
   * @param began when, on the scale of the engine's clock
   * @param ended is told when nobody can follow any more, before anybody else is
   */
  Flight(long began, Consumer<Flight> ended) {
    this.began = began;
    this.ended = ended;
  }

  /** How long ago it began, in nanoseconds. */
  long age(long now) {
    return now - began;
  }

  /** Lets a call follow, unless the flight is over. */
  boolean join(CachedCall call) {
    lock.lock();
    try {
      if (over) {
        return false;
      }
      followers.add(call);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A call does not follow any more. */
  void leave(CachedCall call) {
    lock.lock();
    try {
      followers.remove(call);
    } finally {
      lock.unlock();
    }
  }

  /** The answer is there, for all. */
  void land(KeptAnswer answer) {
    end().forEach(follower -> follower.receive(answer));
  }

  /** All go their own ways. */
  void dissolve() {
    end().forEach(CachedCall::goAlone);
  }

  /** The one that led was given up by the application: the next one leads. */
  void handOver() {
    CachedCall next = next();
    while (next != null && !next.lead()) {
      next = next();
    }
  }

  /** The one that led did not get there. */
  void breakOff() {
    boolean again;
    lock.lock();
    try {
      breaks++;
      again = breaks < MOST_BREAKS;
    } finally {
      lock.unlock();
    }
    if (again) {
      handOver();
    } else {
      dissolve();
    }
  }

  /** Who is to lead now; null ends the flight. */
  private @Nullable CachedCall next() {
    lock.lock();
    try {
      CachedCall next = followers.poll();
      over |= next == null;
      if (next != null) {
        return next;
      }
    } finally {
      lock.unlock();
    }
    ended.accept(this);
    return null;
  }

  private List<CachedCall> end() {
    List<CachedCall> all;
    lock.lock();
    try {
      over = true;
      all = new ArrayList<>(followers);
      followers.clear();
    } finally {
      lock.unlock();
    }
    ended.accept(this);
    return all;
  }
}
