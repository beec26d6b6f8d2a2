package io.geminiquota.benchmarks.cluster;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.QuotaDay;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Bounds;
import io.geminiquota.engine.limit.Cost;
import io.geminiquota.engine.limit.DayKeeper;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.GateTerms;
import io.geminiquota.engine.limit.GateWatcher;
import io.geminiquota.engine.limit.Membership;
import io.geminiquota.engine.limit.Pass;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.limit.QuotaGate;
import io.geminiquota.engine.limit.Switch;
import io.geminiquota.engine.policy.ConfiguredLimits;
import io.geminiquota.engine.retry.Ladder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A gate of the engine whose quota is shared: calls pass it that are answered at once. */
final class Gate {

  private static final Cost COST = new Cost(1, 100, 0);
  private static final Duration LONG = Duration.ofHours(1);
  private static final Pass FREE =
      new Pass() {
        @Override
        public boolean isShut() {
          return false;
        }

        @Override
        public boolean enter() {
          return true;
        }
      };

  private final TimeSource time = TimeSource.system();
  private final QuotaGate gate;
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong held = new AtomicLong();

  Gate(Duration window, Bounds bounds, Membership membership) {
    ScheduledExecutorService timers =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "timers");
              thread.setDaemon(true);
              return thread;
            });
    GateTerms terms =
        new GateTerms(
            window,
            QuotaDay.PACIFIC,
            List.of(
                quota(Dimension.REQUESTS, bounds.requests()),
                quota(Dimension.TOKENS, bounds.tokens())),
            ConfiguredLimits.CEILING,
            null,
            100_000,
            new Ladder(Duration.ofSeconds(1), Duration.ofMinutes(5)));
    this.gate =
        new QuotaGate(
            terms,
            time,
            (at, task) -> {
              ScheduledFuture<?> unused =
                  timers.schedule(task, at - time.nanoTime(), TimeUnit.NANOSECONDS);
            },
            new Random(1),
            DayKeeper.none(),
            GateWatcher.none(),
            new Switch(),
            membership);
  }

  private static Quota quota(Dimension dimension, long limit) {
    return Quota.untold(dimension, Window.MINUTE, limit, Quota.Origin.CONFIGURED);
  }

  /** A call asks for leave, and is answered as soon as it has it. */
  void admission(Runnable done) {
    long now = time.nanoTime();
    Call call = new Call(done);
    Place place =
        new Place(
            Priority.NORMAL, asked.incrementAndGet(), now, now + LONG.toNanos(), COST, FREE, call);
    call.place = place;
    if (gate.ask(place) == Admission.ADMITTED) {
      call.admitted();
    } else {
      held.incrementAndGet();
    }
  }

  /** How many calls have asked. */
  long asked() {
    return asked.get();
  }

  /** How many of them did not go at once. */
  long held() {
    return held.get();
  }

  private final class Call implements Place.Turn {

    private final Runnable done;
    private volatile @Nullable Place place;

    Call(Runnable done) {
      this.done = done;
    }

    @Override
    public void admitted() {
      Place mine = Objects.requireNonNull(place);
      gate.left(mine);
      gate.succeeded(mine);
      gate.closed(mine);
      done.run();
    }

    @Override
    public void refused() {
      throw new IllegalStateException("refused");
    }
  }
}
