package io.geminiquota.engine;

import io.geminiquota.engine.classify.QuotaDay;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.observe.QuotaUse;
import io.geminiquota.engine.policy.SettingsReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** A quota day of calls at a rate that changes with the hour, and who is told of it. */
final class VirtualDay {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  final VirtualTime time = new VirtualTime();
  final NewsReader news = new NewsReader();
  final Governor governor;
  final Instant ends;
  private final Instant begins;
  private final VirtualCalls calls;
  private final Random random;
  private final double length;
  private double calledAhead;

  /** When the last call that the quota allows was let through; null until then. */
  Instant exhausted;

  /**
   * @param begins when the quota day begins
   * @param limit requests a day
   */
  VirtualDay(Instant begins, int limit, int seed) {
    time.advance(Duration.between(time.now(), begins));
    this.begins = begins;
    this.ends = QuotaDay.endAfter(begins);
    this.length = Duration.between(begins, ends).toMinutes() / 60.0;
    this.random = new Random(seed);
    governor =
        new Governor(
            SettingsReader.read("max-wait=1s,rpd=" + limit, Map.of(), Map.of()).settings(),
            time,
            time,
            random);
    governor.tell(news);
    int[] received = {0};
    VirtualBackend server =
        call -> {
          if (++received[0] == limit) {
            exhausted = time.now();
          }
          return null;
        };
    calls = new VirtualCalls(time, governor, server, random, Duration.ofMillis(100));
  }

  /** How many hours the day has. */
  double hours() {
    return length;
  }

  /** The hour of the day that is now. */
  double hour() {
    return Duration.between(begins, time.now()).toMillis() / 3_600_000.0;
  }

  /**
   * Makes calls at random moments until an hour of the day.
   *
   * @param perHour how many, on the average, by the hour of the day
   */
  void callUntil(double hour, DoubleUnaryOperator perHour) {
    while (hour() < hour - 1e-6) {
      callInAMinute(poisson(perHour.applyAsDouble(hour()) / 60));
    }
  }

  /** Makes calls evenly until an hour of the day. */
  void callEvenlyUntil(double hour, double perHour) {
    while (hour() < hour - 1e-6) {
      calledAhead += perHour / 60;
      int now = (int) calledAhead;
      calledAhead -= now;
      callInAMinute(now);
    }
  }

  private void callInAMinute(int number) {
    for (int i = 0; i < number; i++) {
      time.after(Duration.ofMillis(random.nextInt(60_000)), calls::one);
    }
    time.advance(MINUTE);
  }

  private int poisson(double mean) {
    double left = Math.exp(-mean);
    int number = -1;
    for (double chance = 1; chance > left; chance *= random.nextDouble()) {
      number++;
    }
    return number;
  }

  /** What the engine says of the day's requests now. */
  QuotaUse use() {
    List<QuotaUse> uses = governor.state().gates().get(0).uses();
    return uses.stream().filter(use -> use.window() == Window.DAY).findFirst().orElseThrow();
  }
}
