package io.geminiquota.benchmarks.startup;

import io.geminiquota.benchmarks.processes.BuiltProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is compared with what; the first of each list is what the others are compared with. */
enum Lanes {
  /** Agents, with a program that never calls Gemini. */
  AGENTS {
    @Override
    List<List<Lane>> in(BuiltProject project) throws IOException {
      Lane hello = Lane.of("no agent", HelloWorld.class, List.of(project.resolve(CLASSES)));
      return List.of(
          List.of(
              hello,
              hello.withAgent(
                  "an empty agent",
                  EmptyAgent.write(project.resolve("benchmarks/target/empty-agent.jar"))),
              hello.withAgent(
                  "gemini-quota-agent", project.built("agent/target/gemini-quota-agent.jar")),
              hello
                  .withAgent(
                      "opentelemetry-javaagent",
                      project.built("benchmarks/target/peers/opentelemetry-javaagent.jar"))
                  .with(QUIET)));
    }
  },

  /** The Micronaut module, with an application that only starts, and with one that has a client. */
  MICRONAUT {
    @Override
    List<List<Lane>> in(BuiltProject project) throws IOException {
      List<Path> with = new ArrayList<>(List.of(project.resolve(CLASSES)));
      try (Stream<Path> jars = Files.list(project.built(LIBRARIES))) {
        jars.sorted().forEach(with::add);
      }
      List<Path> without =
          with.stream().filter(jar -> !jar.getFileName().toString().matches(MODULE)).toList();
      Class<?> program = MicronautApplication.class;
      String client = MicronautApplication.WITH_CLIENT;
      return List.of(
          List.of(
              Lane.of("a Micronaut application", program, without),
              Lane.of("with gemini-quota-micronaut", program, with)),
          List.of(
              Lane.of("one with a Gemini client", program, without, client).with(KEY),
              Lane.of("with gemini-quota-micronaut", program, with, client).with(KEY)));
    }
  };

  private static final String CLASSES = "benchmarks/target/classes";
  private static final String LIBRARIES = "benchmarks/target/lib";

  /** What comes with the module, and is of no use without it. */
  private static final String MODULE = "gemini-quota-(micronaut|adapters|engine)-.*";

  /** As quiet as OpenTelemetry's agent gets: nothing is exported. */
  private static final Map<String, String> QUIET =
      Map.of(
          "OTEL_TRACES_EXPORTER", "none",
          "OTEL_METRICS_EXPORTER", "none",
          "OTEL_LOGS_EXPORTER", "none");

  private static final Map<String, String> KEY = Map.of("GOOGLE_API_KEY", "startup");

  /**
   * All of them.
   *
   * @throws IOException when something is not built
   */
  abstract List<List<Lane>> in(BuiltProject project) throws IOException;
}
