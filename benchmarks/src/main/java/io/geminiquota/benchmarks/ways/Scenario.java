package io.geminiquota.benchmarks.ways;

import io.geminiquota.testkit.QuotaLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is asked of an application that has other ways.
 *
 * @param id how the command line calls it
 * @param settings of the agent, beside the project, the length of the minute and the end of the day
 * @param quotas of the simulator's
 * @param calls how many
 * @param pause between two calls; none for all at once
 * @param day whether the quota's day ends in mid-run
 * @param judge says what has to be kept, and what came of it
 */
record Scenario(
    String id,
    List<String> settings,
    List<Quota> quotas,
    int calls,
    Duration pause,
    boolean day,
    Judge judge) {

  /** The model that every application asks for. */
  static final String MODEL = "gemini-2.5-pro";

  /** The one that may be asked instead. */
  static final String FALLBACK = "gemini-2.5-flash";

  /** The project whose key the application has. */
  static final String ASKED = "mine";

  static final String SECOND = "team-b";
  static final String THIRD = "team-c";
  static final String RELAY = "relay";

  /** The keys of the projects, as the simulator knows them. */
  static final Map<String, String> KEYS =
      Map.of(ASKED, "key-of-mine", SECOND, "key-of-b", THIRD, "key-of-c", RELAY, "key-of-relay");

  static final Duration MINUTE = Duration.ofSeconds(6);

  /** How long after the first call the day ends. */
  static final Duration UNTIL_RESET = Duration.ofSeconds(15);

  /** The quotas of the model in one project; it has none in others. */
  record Quota(String project, QuotaLimits limits) {}

  /** Judges what came of a run. */
  interface Judge {

    /** The bars of the scenario. */
    List<Bar> of(Journal journal);
  }
}
