package io.geminiquota.benchmarks.ways;

import static java.util.stream.Collectors.toMap;

import io.geminiquota.benchmarks.processes.ForkedJvm;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One application with the agent in one scenario, in front of a simulator of its own. */
final class Run {

  /** Until then every application is warm. */
  private static final Duration UNTIL_START = Duration.ofSeconds(20);

  private static final Duration LEAST_LATENCY = Duration.ofMillis(50);
  private static final Duration MOST_LATENCY = Duration.ofMillis(150);

  private final Scenario scenario;
  private final Path agent;
  private final Path folder;

  /**
   * @param agent the agent's jar
   * @param folder where the words of the application go
   */
  Run(Scenario scenario, Path agent, Path folder) {
    this.scenario = scenario;
    this.agent = agent;
    this.folder = folder;
  }

  /** Runs it to its end. */
  Journal run() throws IOException, InterruptedException {
    Instant born = Instant.now();
    try (GeminiSimulator simulator = simulator()) {
      Instant start = born.plus(UNTIL_START);
      // The zone of the settings knows whole seconds: days do not end for us before they do there.
      Instant reset =
          start.plus(Scenario.UNTIL_RESET).plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
      Path output = folder.resolve(scenario.id() + ".log");
      try (ForkedJvm jvm =
          ForkedJvm.start(
              ForkedJvm.thisJava(), arguments(start, reset), environment(simulator), output)) {
        var unused = jvm.awaitEnd();
      }
      List<RequestRecord> requests =
          simulator.requests().stream()
              .filter(request -> !request.model().equals(AskingApplication.WARM_UP_MODEL))
              .toList();
      return new Journal(
          scenario, Files.readAllLines(output), requests, Duration.between(born, reset).toNanos());
    }
  }

  private GeminiSimulator simulator() {
    GeminiSimulator.Builder builder =
        GeminiSimulator.builder()
            .minute(Scenario.MINUTE)
            .limits(QuotaLimits.none())
            .latency(LEAST_LATENCY, MOST_LATENCY);
    if (scenario.day()) {
      builder.day(UNTIL_START.plus(Scenario.UNTIL_RESET));
    }
    Scenario.KEYS.forEach((project, key) -> builder.project(key, project));
    scenario
        .quotas()
        .forEach(quota -> builder.limits(quota.project(), Scenario.MODEL, quota.limits()));
    return builder.start();
  }

  private List<String> arguments(Instant start, Instant reset) {
    List<String> settings = new ArrayList<>(scenario.settings());
    settings.add("project=" + Scenario.ASKED);
    settings.add("minute=" + Scenario.MINUTE.toMillis() + "ms");
    settings.add("quota-zone=" + zoneWithMidnightAt(reset));
    return List.of(
        "-javaagent:" + agent + "=" + String.join(",", settings),
        "-Xmx512m",
        "-cp",
        System.getProperty("java.class.path"),
        AskingApplication.class.getName(),
        Scenario.MODEL,
        String.valueOf(scenario.calls()),
        scenario.pause().toString(),
        start.toString());
  }

  private static Map<String, String> environment(GeminiSimulator simulator) {
    Map<String, String> environment =
        Scenario.KEYS.entrySet().stream()
            .collect(toMap(key -> variable(key.getKey()), Map.Entry::getValue));
    environment.put("GOOGLE_API_KEY", Scenario.KEYS.get(Scenario.ASKED));
    environment.put("GOOGLE_GEMINI_BASE_URL", simulator.baseUrl());
    environment.put("GEMINI_QUOTA_RELAY_BASE_URL", simulator.baseUrl());
    return environment;
  }

  /** Which variable of the environment holds the key of a project. */
  static String variable(String project) {
    return "KEY_OF_" + project.replace('-', '_');
  }

  private static ZoneOffset zoneWithMidnightAt(Instant instant) {
    int second = LocalTime.ofInstant(instant, ZoneOffset.UTC).toSecondOfDay();
    int day = Math.toIntExact(Duration.ofDays(1).toSeconds());
    return ZoneOffset.ofTotalSeconds(second < day / 2 ? -second : day - second);
  }
}
