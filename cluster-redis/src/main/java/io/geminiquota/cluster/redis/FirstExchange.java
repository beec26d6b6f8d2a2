package io.geminiquota.cluster.redis;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.limit.Bounds;
import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.Lessons;
import io.geminiquota.engine.limit.Petition;
import io.geminiquota.engine.limit.Reply;
import io.geminiquota.engine.limit.SharedQuota;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks for nothing, at a gate that nobody uses. */
final class FirstExchange {

  /** No gate of the engine has such a name. */
  static final String GATE = "start";

  private FirstExchange() {}

  /** Whether there was a reply. */
  static boolean with(SharedQuota quota, long patienceNanos) throws InterruptedException {
    CompletableFuture<@Nullable Reply> reply = new CompletableFuture<>();
    quota.exchange(forNothing(), reply::complete);
    try {
      return reply.get(Math.max(0, patienceNanos), TimeUnit.NANOSECONDS) != null;
    } catch (ExecutionException | TimeoutException silent) {
      return false;
    } finally {
      quota.leave();
    }
  }

  private static Petition forNothing() {
    Instant dayEnds = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    return new Petition(
        1,
        0,
        Duration.ofSeconds(1),
        Bounds.NONE,
        Bounds.NONE,
        dayEnds,
        List.of(),
        Priority.NORMAL,
        0,
        Duration.ZERO,
        List.of(),
        List.of(),
        DayPage.BLANK,
        Lessons.NONE);
  }
}
