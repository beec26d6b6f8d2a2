package io.geminiquota.benchmarks.goodput;

import io.geminiquota.benchmarks.goodput.app.Unit;
import io.geminiquota.benchmarks.goodput.app.Way;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way to live with a quota.
 *
 * @param id how the command line calls it
 * @param title how the table calls it
 * @param way what the application does
 * @param agent the agent's jar, if it runs with the agent
 * @param knowledge whether it is told the limit
 */
record Contestant(String id, String title, Way way, Optional<Path> agent, Knowledge knowledge) {

  /** Whether a contestant is told a limit. */
  enum Knowledge {
    TOLD,
    NOT_TOLD
  }

  /** Where it is built, seen from the agent's jar. */
  private static final String CLUSTER_JAR =
      "../../cluster-redis-agent/target/gemini-quota-cluster-redis.jar";

  static final String OURS_CONFIGURED = "ours-configured";
  static final String OURS_LEARNED = "ours-learned";
  static final String MICRONAUT_CONFIGURED = "ours-micronaut-configured";
  static final String MICRONAUT_LEARNED = "ours-micronaut-learned";

  /** All of them; ours last. */
  static List<Contestant> all(Path agent) {
    return List.of(
        withoutAgent("sdk", "SDK defaults", Way.SDK_RETRIES, Knowledge.NOT_TOLD),
        withoutAgent("tutorial", "tutorials' backoff", Way.TUTORIAL, Knowledge.NOT_TOLD),
        withoutAgent("resilience4j", "Resilience4j", Way.RESILIENCE4J, Knowledge.TOLD),
        withoutAgent("bucket4j-full", "Bucket4j, full burst", Way.BUCKET4J_FULL, Knowledge.TOLD),
        withoutAgent("bucket4j-tenth", "Bucket4j, 10 % burst", Way.BUCKET4J_TENTH, Knowledge.TOLD),
        withoutAgent("failsafe", "Failsafe", Way.FAILSAFE, Knowledge.TOLD),
        withoutAgent("guava", "Guava", Way.GUAVA, Knowledge.TOLD),
        withoutAgent(
            "concurrency-limits", "concurrency-limits", Way.CONCURRENCY_LIMITS, Knowledge.NOT_TOLD),
        new Contestant(
            OURS_LEARNED,
            "Gemini Quota, nothing configured",
            Way.PLAIN,
            Optional.of(agent),
            Knowledge.NOT_TOLD),
        new Contestant(
            OURS_CONFIGURED,
            "Gemini Quota, limit configured",
            Way.PLAIN,
            Optional.of(agent),
            Knowledge.TOLD),
        withoutAgent(
            MICRONAUT_LEARNED,
            "in Micronaut, nothing configured",
            Way.MICRONAUT,
            Knowledge.NOT_TOLD),
        withoutAgent(
            MICRONAUT_CONFIGURED, "in Micronaut, limit configured", Way.MICRONAUT, Knowledge.TOLD));
  }

  private static Contestant withoutAgent(String id, String title, Way way, Knowledge knowledge) {
    return new Contestant(id, title, way, Optional.empty(), knowledge);
  }

  boolean isOurs() {
    return agent.isPresent() || way == Way.MICRONAUT;
  }

  /** Whether a scenario is one for it: who is told nothing cannot be told wrong. */
  boolean takesPartIn(Scenario scenario) {
    boolean canShare = scenario.sharing().isEmpty() || agent.isPresent();
    return canShare && (knowledge == Knowledge.TOLD || !scenario.misleads());
  }

  /**
   * What its JVMs are started with before the class path.
   *
   * @param store with which they share the quota, if they do
   */
  List<String> jvmArguments(Scenario scenario, Optional<Store> store) {
    if (agent.isPresent()) {
      List<String> settings = new ArrayList<>(settings(scenario));
      store.ifPresent(
          shared -> {
            settings.add("cluster=" + shared.url());
            settings.add("cluster-jar=" + clusterJar(agent.get()));
          });
      return List.of("-javaagent:" + agent.get() + "=" + String.join(",", settings));
    }
    if (way == Way.MICRONAUT) {
      return settings(scenario).stream().map("-Dgemini.quota."::concat).toList();
    }
    return List.of();
  }

  private static Path clusterJar(Path agent) {
    return agent.toAbsolutePath().resolveSibling(CLUSTER_JAR).normalize();
  }

  /** The limit is set for the one model: others are there to get warm with. */
  private List<String> settings(Scenario scenario) {
    Quota quota = scenario.quota();
    String minute = "minute=" + quota.minute().toMillis() + "ms";
    if (knowledge == Knowledge.NOT_TOLD) {
      return List.of(minute);
    }
    String model = "models." + Conditions.MODEL;
    return List.of(minute, model + "." + setting(quota.unit()) + "=" + scenario.told());
  }

  private static String setting(Unit unit) {
    return switch (unit) {
      case REQUESTS -> "rpm";
      case INPUT_TOKENS -> "tpm";
    };
  }
}
