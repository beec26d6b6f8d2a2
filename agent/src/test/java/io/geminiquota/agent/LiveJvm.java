package io.geminiquota.agent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.geminiquota.agent.jvm.Jdk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An application that runs until it is closed, and does what it is told line by line. */
final class LiveJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final Path err;

  private LiveJvm(Process process, Path err) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.err = err;
  }

  /** Starts it, and waits for its first line. */
  static LiveJvm start(
      Jdk jdk, Path folder, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    assumeTrue(jdk.isInstalled(), jdk + " is not on this machine; set JAVA_HOME_25 if it is");
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(jdk.strictOptions());
    command.addAll(options);
    command.addAll(List.of("-cp", ApplicationJars.OKHTTP_4, main.getName()));
    command.addAll(List.of(arguments));
    Path err = Files.createTempFile(folder, "live", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GEMINI_QUOTA_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    LiveJvm jvm = new LiveJvm(builder.start(), err);
    jvm.nextLine();
    return jvm;
  }

  String pid() {
    return String.valueOf(process.pid());
  }

  void tell(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
  }

  String nextLine() throws IOException {
    return out.readLine();
  }

  /** Tells it something, and returns its answer. */
  String ask(String line) throws IOException {
    tell(line);
    return nextLine();
  }

  /** What it has said on stderr, without what the JDK says about agents that come later. */
  List<String> errLines() throws IOException {
    return Files.readAllLines(err).stream().filter(line -> !line.startsWith("WARNING:")).toList();
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
  }
}
