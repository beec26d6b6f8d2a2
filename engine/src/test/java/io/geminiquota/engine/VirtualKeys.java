package io.geminiquota.engine;

import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.SameProject;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Keys of one JVM or of several, in front of projects that other processes may use as well; who
 * calls how often is drawn by chance.
 */
final class VirtualKeys {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  final VirtualTime time = new VirtualTime();
  final Random random;
  final List<SameProject> found = new ArrayList<>();
  final List<Duration> foundAt = new ArrayList<>();

  private final Supplier<Duration> journey;

  VirtualKeys(long seed) {
    random = new Random(seed);
    int jitter = 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 60);
    journey = () -> Duration.ofMillis(random.nextInt(jitter));
  }

  /** A project, whose server may or may not count what it turns away. */
  VirtualServer project(int limit) {
    return new VirtualServer(time, limit, MINUTE, random.nextBoolean());
  }

  /** A process that knows nothing of others. */
  Governor process(String wait) {
    Settings settings = SettingsReader.read("max-wait=" + wait, Map.of(), Map.of()).settings();
    return new Governor(settings, time, time, random);
  }

  /** What is found out here is noted. */
  void listen(Governor governor) {
    governor.tell(
        new QuotaObserver() {
          @Override
          public void sameProject(SameProject same) {
            found.add(same);
            foundAt.add(time.elapsed());
          }
        });
  }

  /** Calls by a key that come by chance, so many in a minute. */
  VirtualCalls comeByChance(
      Governor governor, VirtualServer project, String key, double perMinute) {
    VirtualCalls calls = calls(governor, project, key);
    atTimes(perMinute, calls::one);
    return calls;
  }

  /** Calls by a key that are made one after the other by each of some threads. */
  VirtualCalls neverEnd(Governor governor, VirtualServer project, String key, int threads) {
    VirtualCalls calls = calls(governor, project, key);
    calls.fromThreads(Integer.MAX_VALUE, threads);
    return calls;
  }

  /** Strangers whose calls come by chance. */
  void strangers(VirtualServer project, double perMinute) {
    atTimes(perMinute, () -> project.receive(null));
  }

  VirtualCalls calls(Governor governor, VirtualBackend project, String key) {
    Duration latency = Duration.ofMillis(200 + random.nextInt(3_000));
    VirtualCalls calls = new VirtualCalls(time, governor, project, random, latency);
    calls.usual = VirtualSite.call(key, "gemini-x", key);
    calls.arriveAfter(journey);
    return calls;
  }

  void atTimes(double perMinute, Runnable event) {
    double mean = MINUTE.toNanos() / perMinute;
    long pause = (long) (-Math.log(1 - random.nextDouble()) * mean);
    time.after(
        Duration.ofNanos(pause),
        () -> {
          event.run();
          atTimes(perMinute, event);
        });
  }
}
