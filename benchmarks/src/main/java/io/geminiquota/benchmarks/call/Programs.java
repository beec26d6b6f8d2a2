package io.geminiquota.benchmarks.call;

import static java.util.stream.Collectors.joining;

import io.geminiquota.benchmarks.processes.BuiltProject;
import io.geminiquota.benchmarks.processes.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the programs in here in JVMs of their own. */
final class Programs {

  private final BuiltProject project;
  private final Path java;

  Programs(BuiltProject project, Path java) {
    this.project = project;
    this.java = java;
  }

  /** The option that starts a JVM with the agent. */
  String agent() throws IOException {
    return "-javaagent:" + project.built("agent/target/gemini-quota-agent.jar");
  }

  /** Runs a program to its end, and gives the lines that it has printed. */
  List<String> run(List<String> options, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    return run(options, "", program, arguments);
  }

  /** The same, of an application that has OpenTelemetry. */
  List<String> runWithOpenTelemetry(List<String> options, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    return run(options, jars("benchmarks/target/opentelemetry"), program, arguments);
  }

  private List<String> run(
      List<String> options, String libraries, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(options);
    String classes = project.resolve("benchmarks/target/classes").toString();
    String classPath =
        String.join(File.pathSeparator, classes, jars("benchmarks/target/lib"), libraries);
    command.addAll(List.of("-Xmx512m", "-cp", classPath, program.getName()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("call", ".txt");
    try (ForkedJvm jvm = ForkedJvm.start(java, command, Map.of(), output)) {
      jvm.awaitEnd();
      return Files.readAllLines(output);
    } finally {
      Files.delete(output);
    }
  }

  private String jars(String folder) throws IOException {
    try (Stream<Path> jars = Files.list(project.built(folder))) {
      return jars.map(Path::toString).sorted().collect(joining(File.pathSeparator));
    }
  }
}
