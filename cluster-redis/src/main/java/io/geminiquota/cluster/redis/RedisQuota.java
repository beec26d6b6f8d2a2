package io.geminiquota.cluster.redis;

import io.geminiquota.engine.limit.Petition;
import io.geminiquota.engine.limit.Reply;
import io.geminiquota.engine.limit.SharedQuota;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One gate's quota in Redis. Petitions go in order over one connection, and so their replies come;
 * one that is missing holds those behind it up until it is not waited for any more.
 */
final class RedisQuota implements SharedQuota {

  /** A clock that is further off than that was set. */
  private static final long JUMP_MICROS = 1_000_000;

  private final String member;
  private final GateKeys keys;
  private final Runs runs;
  private final Link link;
  private final ScheduledExecutorService desk;
  private final long timeoutNanos;
  private final LongSupplier nanoTime;

  private final Object lock = new Object();
  private final SplittableRandom random = new SplittableRandom();
  private final Deque<Awaited> awaited = new ArrayDeque<>();
  private boolean delivering;
  private boolean watching;
  private LastHeard lastHeard = LastHeard.NOTHING;
  private Knowledge knowledge = Knowledge.NONE;

  /** Numbers go on where a gate that was made anew begins again. */
  private long offset;

  private long lastSent;

  /** How far the store's clock is ahead of ours, in microseconds; null until it was heard. */
  private @Nullable Long ahead;

  private static final class Awaited {
    final Consumer<@Nullable Reply> then;
    final long deadline;
    boolean known;
    @Nullable Reply reply;

    Awaited(Consumer<@Nullable Reply> then, long deadline) {
      this.then = then;
      this.deadline = deadline;
    }
  }

  RedisQuota(
      String member,
      GateKeys keys,
      Runs runs,
      Link link,
      ScheduledExecutorService desk,
      Duration timeout,
      LongSupplier nanoTime) {
    this.member = member;
    this.keys = keys;
    this.runs = runs;
    this.link = link;
    this.desk = desk;
    this.timeoutNanos = timeout.toNanos();
    this.nanoTime = nanoTime;
  }

  @Override
  public void exchange(Petition petition, Consumer<@Nullable Reply> then) {
    Awaited next = new Awaited(then, nanoTime.getAsLong() + timeoutNanos);
    CompletionStage<List<Object>> started;
    long number;
    synchronized (lock) {
      awaited.add(next);
      if (petition.number() + offset <= lastSent) {
        offset = lastSent + 1 - petition.number();
      }
      number = petition.number() + offset;
      lastSent = number;
      started = start(petition);
    }
    if (started == null) {
      atDesk(() -> heard(next, null));
      return;
    }
    watch();
    CompletionStage<List<Object>> unused =
        started.whenComplete((values, fault) -> heard(next, petition, number, values));
  }

  private @Nullable CompletionStage<List<Object>> start(Petition petition) {
    try {
      String epoch = Long.toHexString(random.nextLong());
      String written =
          PetitionText.of(member, latest(), lastHeard, epoch, offset, knowledge, petition);
      return runs.start(Script.EXCHANGE, keys.of(petition.dayEnds()), new String[] {written});
    } catch (RuntimeException fault) {
      return CompletableFuture.failedFuture(fault);
    }
  }

  private long latest() {
    return ahead == null ? 0 : ahead + TimeUnit.NANOSECONDS.toMicros(now() + timeoutNanos);
  }

  private long now() {
    return nanoTime.getAsLong();
  }

  private void heard(Awaited next, Petition petition, long number, @Nullable List<Object> values) {
    Reply reply = null;
    synchronized (lock) {
      if (values != null) {
        ReplyText.Heard heard = read(values, petition);
        if (heard != null) {
          heardClock(heard.at());
          reply = next.known ? null : heard.reply();
          if (reply != null) {
            knowledge = heard.knowledge();
            long latest = Math.max(lastHeard.number(), number);
            lastHeard = new LastHeard(reply.epoch(), reply.members(), latest);
          }
        }
      }
    }
    heard(next, reply);
  }

  private ReplyText.@Nullable Heard read(List<Object> values, Petition petition) {
    try {
      return ReplyText.read(values, petition.dayEnds(), knowledge);
    } catch (RuntimeException notOurs) {
      return null;
    }
  }

  /** The least delayed reply tells the time best. */
  private void heardClock(long at) {
    long told = at - TimeUnit.NANOSECONDS.toMicros(now());
    boolean better = ahead == null || told > ahead || told < ahead - JUMP_MICROS;
    if (better) {
      ahead = told;
    }
  }

  private void heard(Awaited next, @Nullable Reply reply) {
    synchronized (lock) {
      if (next.known) {
        return;
      }
      next.known = true;
      next.reply = reply;
    }
    deliver();
  }

  /** Tells what is known, in order, by one thread at a time and without the lock. */
  private void deliver() {
    synchronized (lock) {
      if (delivering) {
        return;
      }
      delivering = true;
    }
    for (Awaited next = known(); next != null; next = known()) {
      try {
        next.then.accept(next.reply);
      } catch (RuntimeException notOurs) {
        // Whoever asks guards itself; those who come after it must hear theirs.
      }
    }
  }

  private @Nullable Awaited known() {
    synchronized (lock) {
      Awaited first = awaited.peek();
      if (first == null || !first.known) {
        delivering = false;
        return null;
      }
      return awaited.remove();
    }
  }

  // One task looks after all that is awaited: a timer for each would be felt.

  private void watch() {
    synchronized (lock) {
      Awaited first = awaited.peek();
      if (watching || first == null) {
        return;
      }
      watching = true;
      try {
        ScheduledFuture<?> unused =
            desk.schedule(this::look, Math.max(1, first.deadline - now()), TimeUnit.NANOSECONDS);
      } catch (RuntimeException closing) {
        watching = false;
      }
    }
  }

  private void look() {
    boolean late = false;
    long now = now();
    synchronized (lock) {
      watching = false;
      for (Awaited next : awaited) {
        if (next.deadline - now > 0) {
          break;
        }
        late |= !next.known;
        next.known = true;
      }
    }
    if (late) {
      runs.timedOut();
    }
    deliver();
    watch();
  }

  @Override
  public void leave() {
    CompletableFuture<?> unused = left();
  }

  /** Leaves; done when the store knows it. */
  CompletableFuture<?> left() {
    RedisClusterAsyncCommands<String, String> commands = link.commands();
    if (commands == null) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      return CompletableFuture.allOf(
          commands.zrem(keys.members(), member).toCompletableFuture(),
          commands.zrem(keys.known(), member).toCompletableFuture(),
          commands.hdel(keys.waiting(), member).toCompletableFuture());
    } catch (RuntimeException closed) {
      // The others notice that it is silent.
      return CompletableFuture.failedFuture(closed);
    }
  }

  private void atDesk(Runnable task) {
    try {
      desk.execute(task);
    } catch (RuntimeException closing) {
      task.run();
    }
  }
}
