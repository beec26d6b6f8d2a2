package io.geminiquota.benchmarks.goodput;

import io.geminiquota.benchmarks.goodput.app.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All scenarios. Each asks for five minutes' quota or nearly so. */
final class Scenarios {

  /** The one that the chart shows. */
  static final String MAIN = "burst";

  private static final int MINUTES = 5;
  private static final double POISSON_OVERLOAD = 1.5;
  private static final int TOO_HIGH = 4;

  private static final long SHORTEST_PROMPT = 10;
  private static final long LONGEST_PROMPT = 100_000;

  /** Some ten times the mean prompt for each request that the other scenarios' minutes allow. */
  private static final long TOKENS_PER_REQUEST = 20_000;

  private final Duration minute;
  private final int rpm;
  private final int calls;
  private final Quota quota;

  private Scenarios(Conditions conditions) {
    minute = conditions.minute();
    rpm = conditions.rpm();
    calls = MINUTES * rpm;
    quota = Quota.rolling(Unit.REQUESTS, rpm, minute);
  }

  static List<Scenario> under(Conditions conditions) {
    return new Scenarios(conditions).all();
  }

  private List<Scenario> all() {
    return List.of(
        single(MAIN, "A burst", Load.burst(calls), quota),
        single(
            "burst-counted",
            "A burst, rejected requests count",
            Load.burst(calls),
            quota.countingRejected()),
        single(
            "poisson",
            "Calls by chance, 1.5 x the limit on the average",
            Load.poisson(calls, POISSON_OVERLOAD * rpm, minute),
            quota),
        single(
            "fixed-windows",
            "A burst in mid-window, fixed windows",
            Load.burst(calls),
            quota.withFixedWindows()),
        new Scenario(
            "four-processes",
            "A burst on 4 processes that know nothing of each other",
            Load.burst(calls / 4, calls / 4, calls / 4, calls - calls / 4 * 3),
            4,
            quota,
            rpm),
        new Scenario(
            "uneven-processes",
            "The same, with 60, 20, 10 and 10 % of the load",
            Load.burst(calls - calls / 5 - calls / 10 * 2, calls / 5, calls / 10, calls / 10),
            4,
            quota,
            rpm),
        single(
            "halved",
            "A burst, the limit is halved after 1.5 minutes",
            Load.burst(calls),
            quota.changing(minute.multipliedBy(3).dividedBy(2), rpm / 2)),
        new Scenario(
            "misconfigured",
            "A burst, the configured limit is 4 x too high",
            Load.burst(calls),
            1,
            quota,
            (long) TOO_HIGH * rpm),
        tokens(),
        cluster(
            "cluster",
            "A burst on 4 processes that share the quota through Redis",
            Load.burst(calls / 4, calls / 4, calls / 4, calls - calls / 4 * 3),
            Sharing.steady()),
        cluster(
            "cluster-uneven",
            "The same, with 60, 20, 10 and 10 % of the load",
            Load.burst(calls - calls / 5 - calls / 10 * 2, calls / 5, calls / 10, calls / 10),
            Sharing.steady()),
        cluster(
            "cluster-newcomer",
            "The same, one of 4 begins after 2.5 minutes",
            Load.burst(calls / 4, calls / 4, calls / 4, calls - calls / 4 * 3)
                .from(3, minute.multipliedBy(5).dividedBy(2)),
            Sharing.steady()),
        cluster(
            "cluster-outage",
            "The same, Redis is killed after 1.5 minutes and gone for half a minute",
            Load.burst(calls / 4, calls / 4, calls / 4, calls - calls / 4 * 3),
            Sharing.with(
                new Sharing.Outage(minute.multipliedBy(3).dividedBy(2), minute.dividedBy(2)))));
  }

  private Scenario cluster(String id, String title, Load load, Sharing sharing) {
    return new Scenario(id, title, load, 4, quota, rpm, Optional.of(sharing));
  }

  private Scenario tokens() {
    long tpm = TOKENS_PER_REQUEST * rpm;
    // Half a minute less than full minutes: how well prompts fit into a window shall not decide.
    return single(
        "tokens",
        "A burst of prompts from 10 to 100,000 tokens, tokens are limited",
        Load.prompts(tpm * (2 * MINUTES - 1) / 2, SHORTEST_PROMPT, LONGEST_PROMPT),
        Quota.rolling(Unit.INPUT_TOKENS, tpm, minute));
  }

  private static Scenario single(String id, String title, Load load, Quota quota) {
    return new Scenario(id, title, load, 1, quota, quota.limit());
  }
}
