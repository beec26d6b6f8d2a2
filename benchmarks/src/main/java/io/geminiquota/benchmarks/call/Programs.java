package io.geminiquota.benchmarks.call;

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

  Programs(BuiltProject project) {
    this(project, ForkedJvm.thisJava());
  }

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
    List<String> command = new ArrayList<>(options);
    command.addAll(List.of("-Xmx512m", "-cp", classPath(), program.getName()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("call", ".txt");
    try (ForkedJvm jvm = ForkedJvm.start(java, command, Map.of(), output)) {
      jvm.awaitEnd();
      return Files.readAllLines(output);
    } finally {
      Files.delete(output);
    }
  }

  private String classPath() throws IOException {
    List<String> entries = new ArrayList<>();
    entries.add(project.resolve("benchmarks/target/classes").toString());
    try (Stream<Path> jars = Files.list(project.built("benchmarks/target/lib"))) {
      jars.map(Path::toString).sorted().forEach(entries::add);
    }
    return String.join(File.pathSeparator, entries);
  }
}
