package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds out what is new at a gate, a moment after something happened there, and has it told: once
 * for all that happens until then. Whoever calls it holds the gate's lock.
 */
final class NewsWatch {

  /** News of quotas may be so old when they are told: whoever reads them is no faster. */
  private static final long PAUSE_NANOS = 1_000_000_000;

  private final Gatekeeper keeper;
  private final NewsTeller teller;
  private final ReentrantLock lock;
  private final TimeSource time;
  private final Timer timer;
  private boolean looksSoon;
  private boolean over;

  /**
   * @param keeper knows what is new
   * @param teller is told what is new
   * @param lock the gate's
   */
  NewsWatch(
      Gatekeeper keeper, NewsTeller teller, ReentrantLock lock, TimeSource time, Timer timer) {
    this.keeper = keeper;
    this.teller = teller;
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

  private void look() {
    List<Discovery> news;
    lock.lock();
    try {
      looksSoon = false;
      news = over ? List.of() : keeper.discoveries(time.nanoTime());
    } finally {
      lock.unlock();
    }
    teller.tellAll(news);
  }
}
