package io.geminiquota.benchmarks.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A way to run the sample.
 *
 * @param name how the table calls it
 * @param agent the agent's jar, if it runs with the agent
 * @param rpm the limit that the agent is told, if it is told one
 */
record Contestant(String name, Optional<Path> agent, Optional<Integer> rpm) {

  static Contestant withoutAgent() {
    return new Contestant("without the agent", Optional.empty(), Optional.empty());
  }

  static Contestant withAgent(Path agent) {
    return new Contestant("with the agent", Optional.of(agent), Optional.empty());
  }

  static Contestant withConfiguredAgent(Path agent, int rpm) {
    return new Contestant("with the agent, rpm=" + rpm, Optional.of(agent), Optional.of(rpm));
  }

  /** What the JVM is started with. */
  List<String> jvmArguments(Duration minute, String otlpEndpoint) {
    return agent
        .map(
            jar ->
                List.of(
                    "-javaagent:"
                        + jar
                        + "="
                        + rpm.map(limit -> "rpm=" + limit + ",").orElse("")
                        + "minute="
                        + minute.toMillis()
                        + "ms,otlp-endpoint="
                        + otlpEndpoint))
        .orElse(List.of());
  }
}
