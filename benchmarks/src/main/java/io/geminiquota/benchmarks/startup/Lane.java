package io.geminiquota.benchmarks.startup;

import static java.util.stream.Collectors.joining;

import io.geminiquota.benchmarks.processes.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A way to start a program that ends with {@link HelloWorld}.
 *
 * @param name how the table calls it
 * @param arguments what stands behind {@code java}
 * @param environment what is set besides
 */
record Lane(String name, List<String> arguments, Map<String, String> environment) {

  private static final String PEAK = "VmHWM:";

  /** The program by itself. */
  static Lane of(String name, Class<?> program, Collection<Path> classPath, String... arguments) {
    String joined = classPath.stream().map(Path::toString).collect(joining(File.pathSeparator));
    List<String> all = new ArrayList<>(List.of("-cp", joined, program.getName()));
    all.addAll(List.of(arguments));
    return new Lane(name, all, Map.of());
  }

  /** The same with an agent. */
  Lane withAgent(String agentsName, Path agent) {
    List<String> all = new ArrayList<>(List.of("-javaagent:" + agent));
    all.addAll(arguments);
    return new Lane(agentsName, all, environment);
  }

  /** The same with other variables. */
  Lane with(Map<String, String> variables) {
    return new Lane(name, arguments, variables);
  }

  /**
   * Starts it and waits for its end.
   *
   * @throws IOException when it did not say what it had to
   */
  Start start(Path java) throws IOException, InterruptedException {
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
