package com.example.observed;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program in a process of its own, until it is closed. */
final class RunningProgram implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;

  private RunningProgram(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it, and waits until it has said these words.
   *
   * @param log where its output goes
   */
  static RunningProgram start(
      List<String> command, Map<String, String> environment, Path log, String words)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("OTEL_") || name.startsWith("GEMINI_"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    RunningProgram program = new RunningProgram(builder.start(), log);
    try {
      program.awaitWords(words);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      program.close();
      throw failed;
    }
    return program;
  }

  /** A JVM with the agent. */
  static RunningProgram withAgent(
      Class<?> main,
      List<String> arguments,
      String agentArguments,
      Map<String, String> environment,
      Path log,
      String words)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-javaagent:" + System.getProperty("agent.jar") + "=" + agentArguments,
                "-cp",
                "target/classes" + File.pathSeparator + Path.of("target/lib/*"),
                main.getName()));
    command.addAll(arguments);
    return start(command, environment, log, words);
  }

  /** The {@code java} of this JVM. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Where a program is on this machine. */
  static Optional<Path> installed(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private void awaitWords(String words) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(log).contains(words)) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
        throw new IOException("It did not say '" + words + "' but " + Files.readString(log));
      }
    }
  }
}
