package io.geminiquota.benchmarks.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that was started in a process of its own. What a person may have set for other JVMs (agents
 * in {@code JAVA_TOOL_OPTIONS}, keys, settings of ours or of OpenTelemetry) does not reach it.
 */
public final class ForkedJvm implements AutoCloseable {

  private static final Set<String> NOT_INHERITED =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  private static final List<String> NOT_INHERITED_PREFIXES = List.of("GEMINI_", "GOOGLE_", "OTEL_");

  private final Process process;
  private final long startNanos;
  private final Thread killer;

  private ForkedJvm(Process process, long startNanos) {
    this.process = process;
    this.startNanos = startNanos;
    this.killer = new Thread(process::destroyForcibly, "ends " + process.pid());
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts {@code java} with arguments.
   *
   * @param java the executable
   * @param arguments everything behind it
   * @param environment what to set in addition
   * @param output where standard output and standard error go, together
   * @throws IOException when it cannot be started
   */
  public static ForkedJvm start(
      Path java, List<String> arguments, Map<String, String> environment, Path output)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(ForkedJvm::isNotInherited);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    long start = System.nanoTime();
    return new ForkedJvm(builder.start(), start);
  }

  /** The {@code java} that runs this program. */
  public static Path thisJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** Waits for its end, not longer than this; true when it has come. */
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for its end, and gives the time since it was started. */
  public Duration awaitEnd() throws InterruptedException {
    process.waitFor();
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Ends it, if it has not ended. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException shutdownHasBegun) {
      // Then the hook does what it is there for.
    }
  }

  private static boolean isNotInherited(String name) {
    return NOT_INHERITED.contains(name)
        || NOT_INHERITED_PREFIXES.stream().anyMatch(name::startsWith);
  }
}
