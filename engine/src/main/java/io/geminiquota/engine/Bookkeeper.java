package io.geminiquota.engine;

import io.geminiquota.engine.limit.DayEntry;
import io.geminiquota.engine.limit.DayKeeper;
import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.QuotaGate;
import io.geminiquota.engine.retry.Ladder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings what the ledgers of gates have counted to where it is kept, and what others have added
 * there to these gates: a second after the first news, at once when a day was found to be used up.
 * No call waits for it, and no lock of a gate is held while a store is asked.
 *
 * <p>To run it is to make one exchange now. Whoever runs it sees to it that one exchange is over
 * before the next begins.
 */
public final class Bookkeeper implements Runnable {

  /** What a JVM that is killed loses; longer while nothing can be kept. */
  private static final Ladder PAUSES = new Ladder(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private final DayStore store;
  private final TimeSource time;
  private final Timer timer;
  private final Executor desk;

  /** Of the gates that have asked for an exchange since the last one. */
  private final Set<Keeper> asking = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean awaited = new AtomicBoolean();
  private volatile Map<DayKey, DayPage> known = Map.of();
  private final AtomicInteger failures = new AtomicInteger();

  /**
   * @param store where ledgers are kept
   * @param time the clock
   * @param timer tells when an exchange is due
   * @param desk makes exchanges, one after the other, on a thread that may wait for a disk
   */
  public Bookkeeper(DayStore store, TimeSource time, Timer timer, Executor desk) {
    this.store = store;
    this.time = time;
    this.timer = timer;
    this.desk = desk;
  }

  /** Makes a gate whose ledger is kept from now on. */
  QuotaGate open(GateKey key, Function<DayKeeper, QuotaGate> making) {
    Keeper keeper = new Keeper(key);
    QuotaGate gate = making.apply(keeper);
    keeper.gate = gate;
    return gate;
  }

  @Override
  public void run() {
    awaited.set(false);
    Map<Keeper, @Nullable DayEntry> asked = new HashMap<>();
    Map<DayKey, DayPage> entries = new HashMap<>();
    for (Keeper keeper : List.copyOf(asking)) {
      asking.remove(keeper);
      DayEntry entry = keeper.news();
      asked.put(keeper, entry);
      if (entry != null) {
        entries.put(keeper.key.day(entry.ends()), entry.page());
      }
    }
    Map<DayKey, DayPage> pages = store.add(entries);
    if (pages == null) {
      failures.incrementAndGet();
      if (!entries.isEmpty()) {
        asked.keySet().forEach(Keeper::soon);
      }
      return;
    }
    failures.set(0);
    known = pages;
    asked.forEach((keeper, added) -> keeper.kept(added, pages));
  }

  private void soon() {
    if (!awaited.get() && awaited.compareAndSet(false, true)) {
      timer.schedule(time.nanoTime() + PAUSES.pause(failures.get()), this::goToTheDesk);
    }
  }

  private void atOnce() {
    awaited.set(true);
    timer.schedule(time.nanoTime(), this::goToTheDesk);
  }

  private void goToTheDesk() {
    if (awaited.get()) {
      desk.execute(this);
    }
  }

  /** Of one gate. */
  private final class Keeper implements DayKeeper {

    private final GateKey key;
    private volatile @Nullable QuotaGate gate;
    private volatile boolean asks;

    Keeper(GateKey key) {
      this.key = key;
    }

    @Override
    public @Nullable DayPage page(Instant ends) {
      return known.get(key.day(ends));
    }

    @Override
    public void soon() {
      ask();
      Bookkeeper.this.soon();
    }

    @Override
    public void atOnce() {
      ask();
      Bookkeeper.this.atOnce();
    }

    private void ask() {
      if (!asks) {
        asks = true;
        asking.add(this);
      }
    }

    /** What comes after this is to be asked for again. */
    @Nullable DayEntry news() {
      asks = false;
      return gate == null ? null : gate.dayNews();
    }

    void kept(@Nullable DayEntry added, Map<DayKey, DayPage> pages) {
      if (gate != null) {
        gate.dayKept(added, ends -> pages.get(key.day(ends)));
      }
    }
  }
}
