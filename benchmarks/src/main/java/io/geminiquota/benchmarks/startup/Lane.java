package io.geminiquota.benchmarks.startup;

import io.geminiquota.benchmarks.processes.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A way to start {@link HelloWorld}.
 *
 * @param name how the table calls it
 * @param jvmArguments what makes the difference
 * @param environment what else does
 */
record Lane(String name, List<String> jvmArguments, Map<String, String> environment) {

  private static final String PEAK = "VmHWM:";

  static Lane withoutAgent() {
    return new Lane("no agent", List.of(), Map.of());
  }

  static Lane withAgent(String name, Path agent) {
    return new Lane(name, List.of("-javaagent:" + agent), Map.of());
  }

  /** As quiet as it gets: nothing is exported. */
  static Lane withOpenTelemetry(Path agent) {
    return new Lane(
        "opentelemetry-javaagent",
        List.of("-javaagent:" + agent),
        Map.of(
            "OTEL_TRACES_EXPORTER", "none",
            "OTEL_METRICS_EXPORTER", "none",
            "OTEL_LOGS_EXPORTER", "none"));
  }

  /**
   * @param classPath where {@link HelloWorld} is
   * @throws IOException when it did not say what it had to
   */
  Start start(Path java, Path classPath) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(jvmArguments);
    arguments.addAll(List.of("-cp", classPath.toString(), HelloWorld.class.getName()));
    Path output = Files.createTempFile("startup", ".txt");
    try (ForkedJvm jvm = ForkedJvm.start(java, arguments, environment, output)) {
      Duration wall = jvm.awaitEnd();
      return new Start(wall, peakKilobytes(Files.readAllLines(output)));
    } finally {
      Files.delete(output);
    }
  }

  private long peakKilobytes(List<String> printed) throws IOException {
    for (String line : printed) {
      if (line.startsWith(PEAK)) {
        return Long.parseLong(line.substring(PEAK.length()).replace("kB", "").trim());
      }
    }
    throw new IOException(name + ": the program did not tell its memory: " + printed);
  }
}
