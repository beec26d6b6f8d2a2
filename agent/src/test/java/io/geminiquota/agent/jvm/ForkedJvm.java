package io.geminiquota.agent.jvm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM of its own, as a user would start it. */
public final class ForkedJvm {

  private static final long PATIENCE_SECONDS = 90;

  private final Jdk jdk;
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private String classPath = ClassPath.of(ForkedJvm.class);

  public ForkedJvm(Jdk jdk) {
    assumeTrue(jdk.isInstalled(), jdk + " is not on this machine; set JAVA_HOME_25 if it is");
    this.jdk = jdk;
    options.addAll(jdk.strictOptions());
  }

  public ForkedJvm classPath(String classPath) {
    this.classPath = classPath;
    return this;
  }

  public ForkedJvm option(String option) {
    options.add(option);
    return this;
  }

  /** Without the compiler that pays off after minutes: for applications that live for seconds. */
  public ForkedJvm shortLived() {
    return option("-XX:TieredStopAtLevel=1");
  }

  public ForkedJvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public ForkedJvm agent(String arguments) {
    return agent(AgentJar.PATH, arguments);
  }

  public ForkedJvm agent(Path jar, String arguments) {
    return option("-javaagent:" + jar + (arguments.isEmpty() ? "" : "=" + arguments));
  }

  /** Runs a main class to its end. */
  public Finished run(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    return launch(command);
  }

  /** Runs what follows the JVM's options, e.g. {@code -jar app.jar}, to its end. */
  public Finished launch(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(options);
    command.addAll(arguments);
    try {
      return run(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Finished run(List<String> command) throws IOException, InterruptedException {
    File out = File.createTempFile("forked", ".out");
    File err = File.createTempFile("forked", ".err");
    Process process = null;
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
      builder.environment().keySet().removeIf(ForkedJvm::isOursOrTelemetrys);
      builder.environment().putAll(environment);
      process = builder.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "still running: " + command + "\n" + read(out) + "\n" + read(err));
      }
      return new Finished(process.exitValue(), read(out), read(err));
    } finally {
      if (process != null) {
        process.destroyForcibly().waitFor();
      }
      Files.delete(out.toPath());
      Files.delete(err.toPath());
    }
  }

  private static boolean isOursOrTelemetrys(String name) {
    return name.startsWith("GEMINI_QUOTA_")
        || name.startsWith("OTEL_")
        || name.equals("JAVA_TOOL_OPTIONS");
  }

  private static String read(File file) throws IOException {
    return Files.readString(file.toPath(), StandardCharsets.UTF_8);
  }

  /**
   * What a JVM left behind.
   *
   * @param exitValue 0 if all went well
   * @param out its standard output
   * @param err its standard error
   */
  public record Finished(int exitValue, String out, String err) {

    public List<String> outLines() {
      return out.lines().toList();
    }

    public List<String> errLines() {
      return err.lines().toList();
    }

    /** What stands on stderr beside the lines of calls that failed and of quotas. */
    public List<String> complaints() {
      return err.lines().filter(line -> !line.startsWith("gemini-quota: event=")).toList();
    }

    /** What was printed as {@code name=value}; of a name that comes again, the last. */
    public Map<String, String> values() {
      return out.lines()
          .map(line -> line.split("=", 2))
          .filter(parts -> parts.length == 2)
          .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, last) -> last));
    }
  }
}
