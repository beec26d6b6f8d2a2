package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds out what is new at a gate, a moment after something happened there, and tells it: once for
 * all that happens until then. Whoever calls it holds the gate's lock; nobody is told under it.
 */
final class NewsWatch {

  /** News of quotas may be so old when they are told: whoever reads them is no faster. */
  private static final long PAUSE_NANOS = 1_000_000_000;

  private final Gatekeeper keeper;
  private final GateWatcher watcher;
  private final ReentrantLock lock;
  private final TimeSource time;
  private final Timer timer;
  private boolean looksSoon;
  private boolean over;

  /**
   * @param keeper knows what is new
   * @param watcher is told
   * @param lock the gate's
   */
  NewsWatch(
      Gatekeeper keeper, GateWatcher watcher, ReentrantLock lock, TimeSource time, Timer timer) {
    this.keeper = keeper;
    this.watcher = watcher;
    this.lock = lock;
    this.time = time;
    this.timer = timer;
  }

  /** Something of the day may have been used. */
  void dayMayBeUsed(long now) {
    if (!looksSoon && keeper.limitsTheDay()) {
      lookSoon(now);
    }
  }

  /** Something has happened that may be news. */
  void lookSoon(long now) {
    if (!looksSoon) {
      looksSoon = true;
      timer.schedule(now + PAUSE_NANOS, this::look);
    }
  }

  /** Another gate has taken the place of this one, and tells what is new there. */
  void end() {
    over = true;
  }

  /**
   * Tells what was found on the way of somebody: to those who watch, and to whose attempt it was.
   * The one that is called without the lock.
   */
  void tell(List<Gatekeeper.Found> found) {
    if (found.isEmpty()) {
      // Nearly always: not even an iterator is made.
      return;
    }
    for (Gatekeeper.Found finding : found) {
      for (Discovery discovery : finding.news()) {
        finding.cause().turn.caused(discovery.tell(watcher));
      }
    }
  }

  private void look() {
    List<Discovery> news;
    lock.lock();
    try {
      looksSoon = false;
      news = over ? List.of() : keeper.discoveries(time.nanoTime());
    } finally {
      lock.unlock();
    }
    news.forEach(discovery -> discovery.tell(watcher));
  }
}
