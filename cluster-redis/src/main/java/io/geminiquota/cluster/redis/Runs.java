package io.geminiquota.cluster.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has scripts run by the servers, and knows whether that goes well: while no replies come, one
 * script at a time is tried. Thread-safe; nothing of it blocks.
 */
final class Runs {

  private static final int MOST_IN_FLIGHT = 1_000;
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Link link;
  private final Troubles troubles;
  private final LongSupplier nanoTime;
  private final AtomicInteger inFlight = new AtomicInteger();

  /** By which commands a script was run before: their server knows it. */
  private final Map<Script, Object> known = new ConcurrentHashMap<>();

  /** Since when replies are missing; null while they come. */
  private volatile @Nullable Long silentSince;

  Runs(Link link, Troubles troubles, LongSupplier nanoTime) {
    this.link = link;
    this.troubles = troubles;
    this.nanoTime = nanoTime;
  }

  /** Starts a script; null if nobody can run it now. */
  @Nullable CompletionStage<List<Object>> start(Script script, String[] keys, String[] values) {
    RedisClusterAsyncCommands<String, String> commands = link.commands();
    if (commands == null) {
      return null;
    }
    int most = silentSince == null ? MOST_IN_FLIGHT : 1;
    if (inFlight.incrementAndGet() > most) {
      inFlight.decrementAndGet();
      stillSilent();
      return null;
    }
    CompletableFuture<List<Object>> result = new CompletableFuture<>();
    CompletionStage<List<Object>> unused =
        run(commands, script, keys, values, known.get(script) == commands)
            .whenComplete(
                (values1, fault) -> {
                  if (isUnknown(fault)) {
                    known.remove(script);
                    CompletionStage<List<Object>> unused2 =
                        run(commands, script, keys, values, false)
                            .whenComplete((values2, fault2) -> end(result, values2, fault2));
                  } else {
                    if (fault == null) {
                      known.put(script, commands);
                    }
                    end(result, values1, fault);
                  }
                });
    return result;
  }

  private static CompletionStage<List<Object>> run(
      RedisClusterAsyncCommands<String, String> commands,
      Script script,
      String[] keys,
      String[] values,
      boolean isKnown) {
    try {
      return isKnown
          ? commands.evalsha(script.digest(), ScriptOutputType.MULTI, keys, values)
          : commands.eval(script.source(), ScriptOutputType.MULTI, keys, values);
    } catch (RuntimeException closed) {
      return CompletableFuture.failedFuture(closed);
    }
  }

  private static boolean isUnknown(@Nullable Throwable fault) {
    Throwable cause = fault == null ? null : fault.getCause();
    return fault instanceof RedisNoScriptException || cause instanceof RedisNoScriptException;
  }

  private void end(
      CompletableFuture<List<Object>> result,
      @Nullable List<Object> values,
      @Nullable Throwable fault) {
    inFlight.decrementAndGet();
    if (values != null) {
      silentSince = null;
      troubles.over();
      result.complete(values);
    } else {
      Throwable why = fault == null ? new IllegalStateException("no reply") : fault;
      if (why instanceof RedisCommandExecutionException) {
        silentSince = null;
        troubles.failed(why);
        if (String.valueOf(why.getMessage()).contains("READONLY")) {
          link.renew();
        }
      }
      result.completeExceptionally(why);
    }
  }

  /** Nobody waits for a reply any more. */
  void timedOut() {
    if (silentSince == null) {
      silentSince = nanoTime.getAsLong();
    }
    stillSilent();
  }

  private void stillSilent() {
    Long since = silentSince;
    long silent = since == null ? 0 : nanoTime.getAsLong() - since;
    if (silent > SLOW_NANOS) {
      troubles.slow(TimeUnit.NANOSECONDS.toMillis(silent));
    }
    if (silent > DEAD_NANOS) {
      silentSince = null;
      link.renew();
    }
  }
}
