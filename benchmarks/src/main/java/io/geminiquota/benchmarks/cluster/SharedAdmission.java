package io.geminiquota.benchmarks.cluster;

import io.geminiquota.annotations.Priority;
import io.geminiquota.cluster.redis.RedisCluster;
import io.geminiquota.cluster.redis.RedisSettings;
import io.geminiquota.engine.limit.Bounds;
import io.geminiquota.engine.limit.Cluster;
import io.geminiquota.engine.limit.Cost;
import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.Lessons;
import io.geminiquota.engine.limit.Membership;
import io.geminiquota.engine.limit.Petition;
import io.geminiquota.engine.limit.SharedQuota;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What a call waits for at a gate that a Redis decides on, what a petition takes by itself, and the
 * plain round trips of that Redis, in turn at the same rate: {@code SharedAdmission
 * redis://127.0.0.1:6379}. It writes keys that go by themselves.
 */
public final class SharedAdmission {

  private static final Duration WINDOW = Duration.ofSeconds(2);
  private static final Bounds BOUNDS = new Bounds(1_000_000, 1_000_000_000, Bounds.ANY);
  private static final int[] RATES = {1_000, 2_000, 5_000, 10_000};
  private static final int ROUNDS = 3;
  private static final int AT_ONCE = 16;
  private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(60);

  private final Gate gate;
  private final SharedQuota quota;
  private final RedisAsyncCommands<String, String> commands;
  private final String trivial;
  private final Instant dayEnds = Instant.now().plus(1, ChronoUnit.DAYS);
  private final AtomicLong petitions = new AtomicLong();
  private final AtomicLong granted = new AtomicLong();

  private SharedAdmission(Cluster cluster, StatefulRedisConnection<String, String> connection) {
    this.gate = new Gate(WINDOW, BOUNDS, Membership.of(cluster, "gate"));
    this.quota = cluster.quota("petitions");
    this.commands = connection.async();
    this.trivial = connection.sync().scriptLoad("return 1");
  }

  /** Measures, and prints a table. */
  public static void main(String[] arguments) throws InterruptedException {
    String uri = arguments.length > 0 ? arguments[0] : "redis://127.0.0.1:6379";
    RedisClient client = RedisClient.create(uri);
    try (RedisCluster cluster =
        RedisCluster.connect(
            RedisSettings.of(uri).prefix("gemini-quota-benchmark"),
            (topic, line) -> System.err.println(line))) {
      new SharedAdmission(cluster, client.connect()).measure();
    } finally {
      client.shutdown();
    }
  }

  private void measure() throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      closed(this::script);
      closed(this::petition);
      closed(gate::admission);
    }
    print("%-32s %12s %12s %12s %12s%n", "", "admission", "petition", "EVALSHA", "PING");
    print(
        "%-32s %12.0f %12.0f %12.0f %12.0f%n",
        "a second, " + AT_ONCE + " at once",
        closed(gate::admission),
        closed(this::petition),
        closed(this::script),
        closed(this::ping));
    for (int rate : RATES) {
      for (int round = 0; round < ROUNDS; round++) {
        long[] admission = open(rate, gate::admission);
        long[] petition = open(rate, this::petition);
        long[] script = open(rate, this::script);
        long[] ping = open(rate, this::ping);
        row(rate, 50, admission, petition, script, ping);
        row(rate, 99, admission, petition, script, ping);
      }
    }
    print("%d of %d petitions were granted%n", granted.get(), petitions.get());
    print("%d of %d calls were held%n", gate.held(), gate.asked());
  }

  private static void row(int rate, int percent, long[]... nanos) {
    double[] micros =
        Arrays.stream(nanos).mapToDouble(all -> all[all.length * percent / 100] / 1e3).toArray();
    print(
        "%-32s %9.1f us %9.0f us %9.0f us %9.0f us   admission %.2f, petition %.2f x EVALSHA%n",
        rate + " a second, " + percent + " of 100 within",
        micros[0],
        micros[1],
        micros[2],
        micros[3],
        micros[0] / micros[2],
        micros[1] / micros[2]);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }

  private void petition(Runnable done) {
    long number = petitions.incrementAndGet();
    DayPage day = new DayPage(number, number * 100, 0, List.of(), null);
    Petition petition =
        new Petition(
            number,
            Math.max(0, number - 2),
            WINDOW,
            BOUNDS,
            Bounds.NONE,
            dayEnds,
            List.of(new Cost(1, 100, 0)),
            Priority.NORMAL,
            1,
            Duration.ZERO,
            List.of(),
            List.of(),
            day,
            Lessons.NONE);
    quota.exchange(
        petition,
        reply -> {
          granted.addAndGet(reply == null ? 0 : reply.granted());
          done.run();
        });
  }

  private void script(Runnable done) {
    Consumer<Object> then = reply -> done.run();
    var unused =
        commands
            .evalsha(trivial, ScriptOutputType.INTEGER, new String[] {"key"}, "value")
            .thenAccept(then);
  }

  private void ping(Runnable done) {
    Consumer<Object> then = reply -> done.run();
    var unused = commands.ping().thenAccept(then);
  }

  /** So many a second at regular times, whatever becomes of those before: how long each took. */
  private static long[] open(int rate, Trip trip) throws InterruptedException {
    int count = (int) (rate * SLICE_NANOS / TimeUnit.SECONDS.toNanos(1));
    long[] took = new long[count];
    CountDownLatch left = new CountDownLatch(count);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      int place = i;
      long due = start + i * TimeUnit.SECONDS.toNanos(1) / rate;
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        if (wait > SPIN_NANOS) {
          LockSupport.parkNanos(wait - SPIN_NANOS);
        }
      }
      long sent = System.nanoTime();
      trip.go(
          () -> {
            took[place] = System.nanoTime() - sent;
            left.countDown();
          });
    }
    left.await();
    Arrays.sort(took);
    return took;
  }

  /** Some at once, each followed by another: how many a second. */
  private static double closed(Trip trip) throws InterruptedException {
    AtomicLong count = new AtomicLong();
    CountDownLatch left = new CountDownLatch(AT_ONCE);
    long ends = System.nanoTime() + SLICE_NANOS;
    for (int i = 0; i < AT_ONCE; i++) {
      new Lane(trip, ends, count, left).run();
    }
    left.await();
    return count.get() * 1e9 / SLICE_NANOS;
  }

  /** One trip after the other; in a loop, because many end on the thread that began them. */
  private static final class Lane implements Runnable {

    private final Trip trip;
    private final long ends;
    private final AtomicLong count;
    private final CountDownLatch left;
    private final AtomicInteger toBegin = new AtomicInteger();

    Lane(Trip trip, long ends, AtomicLong count, CountDownLatch left) {
      this.trip = trip;
      this.ends = ends;
      this.count = count;
      this.left = left;
    }

    @Override
    public void run() {
      if (toBegin.getAndIncrement() > 0) {
        return;
      }
      do {
        if (System.nanoTime() >= ends) {
          left.countDown();
          return;
        }
        trip.go(
            () -> {
              count.incrementAndGet();
              run();
            });
      } while (toBegin.decrementAndGet() > 0);
    }
  }
}
