package io.geminiquota.benchmarks.ways;

import io.geminiquota.benchmarks.ways.Scenario.Quota;
import io.geminiquota.testkit.QuotaLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All scenarios. */
final class Scenarios {

  /** What each of three projects allows in a minute, and has of the traffic: in percent. */
  private static final Map<String, Integer> SHARES =
      Map.of(Scenario.ASKED, 60, Scenario.SECOND, 30, Scenario.THIRD, 10);

  private static final int PERCENT = 100;
  private static final int MINUTES = 5;

  /** Twice as many as a day allows, before its end and after it. */
  private static final int PER_SECOND = 20;

  private static final int DAY = 150;
  private static final Duration PAUSE = Duration.ofSeconds(1).dividedBy(PER_SECOND);

  /** The day's quota is used up twice: once before the reset, once after it. */
  private static final int CALLS_OF_TWO_DAYS = 2 * PER_SECOND * 14;

  private Scenarios() {}

  static List<Scenario> all() {
    return List.of(projects(), weights(), fallback(), relay());
  }

  /** More calls than three projects allow together. */
  private static Scenario projects() {
    List<String> settings = new ArrayList<>(settingsOfProjects());
    List<Quota> quotas = new ArrayList<>();
    SHARES.forEach(
        (project, rpm) -> {
          settings.add("projects." + project + ".models." + Scenario.MODEL + ".rpm=" + rpm);
          quotas.add(new Quota(project, QuotaLimits.none().withRpm(rpm)));
        });
    return new Scenario(
        "projects",
        settings,
        quotas,
        MINUTES * PERCENT,
        Duration.ZERO,
        false,
        journal -> Judges.together(journal, SHARES, Scenario.MINUTE.multipliedBy(MINUTES - 1)));
  }

  /** Fewer calls than each of them allows alone. */
  private static Scenario weights() {
    return new Scenario(
        "weights",
        settingsOfProjects(),
        List.of(),
        3 * PERCENT,
        PAUSE,
        false,
        journal -> Judges.weighted(journal, SHARES));
  }

  /** The first model's day ends in mid-run. */
  private static Scenario fallback() {
    return new Scenario(
        "fallback",
        List.of("models." + Scenario.MODEL + ".fallback=" + Scenario.FALLBACK),
        List.of(new Quota(Scenario.ASKED, QuotaLimits.none().withRpd(DAY))),
        CALLS_OF_TWO_DAYS,
        PAUSE,
        true,
        journal ->
            Judges.first(journal, DAY, request -> request.model().equals(Scenario.FALLBACK)));
  }

  /** The days of both projects end in mid-run. */
  private static Scenario relay() {
    return new Scenario(
        "relay",
        List.of(
            "projects." + Scenario.SECOND + ".key=env:" + Run.variable(Scenario.SECOND),
            "relay.key=env:" + Run.variable(Scenario.RELAY)),
        List.of(
            new Quota(Scenario.ASKED, QuotaLimits.none().withRpd(DAY * 2 / 3)),
            new Quota(Scenario.SECOND, QuotaLimits.none().withRpd(DAY / 3))),
        CALLS_OF_TWO_DAYS,
        PAUSE,
        true,
        journal -> Judges.first(journal, DAY, request -> request.project().equals(Scenario.RELAY)));
  }

  private static List<String> settingsOfProjects() {
    List<String> settings = new ArrayList<>();
    SHARES.forEach(
        (project, weight) -> {
          settings.add("projects." + project + ".key=env:" + Run.variable(project));
          settings.add("projects." + project + ".weight=" + weight);
        });
    return settings;
  }
}
