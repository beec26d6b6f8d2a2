package com.example.cluster;

import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Starts a Redis, a simulated Gemini with a small quota, and four JVMs of a program with the agent
 * that ask it at the same time; then tells what came of it.
 */
public final class FourJvms {

  private static final int JVMS = 4;
  private static final int PROMPTS = 15;
  private static final int LIMIT = 20;
  private static final Duration MINUTE = Duration.ofSeconds(3);
  private static final int TOO_MANY_REQUESTS = 429;

  private final Path agent;
  private final Path cluster;
  private final Path program;
  private final PrintStream out;

  /**
   * @param agent the agent's jar
   * @param cluster the jar of the cluster
   * @param program the jar of plain-java
   * @param out is told
   */
  FourJvms(Path agent, Path cluster, Path program, PrintStream out) {
    this.agent = agent;
    this.cluster = cluster;
    this.program = program;
    this.out = out;
  }

  /** Arguments: the jars of the agent, of the cluster and of plain-java; {@code without} one. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    FourJvms jvms =
        new FourJvms(
            Path.of(arguments[0]).toAbsolutePath(),
            Path.of(arguments[1]).toAbsolutePath(),
            Path.of(arguments[2]).toAbsolutePath(),
            System.out);
    boolean shared = arguments.length < 4 || !arguments[3].equals("without");
    System.exit(jvms.run(shared) ? 0 : 1);
  }

  /**
   * Runs them.
   *
   * @param shared whether they share the quota, or each believes that it is alone
   * @return whether all prompts were answered
   */
  boolean run(boolean shared) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("four-jvms");
    try (Redis redis = Redis.start();
        GeminiSimulator gemini =
            GeminiSimulator.builder()
                .minute(MINUTE)
                .limits(QuotaLimits.none().withRpm(LIMIT))
                .latency(Duration.ofMillis(50), Duration.ofMillis(150))
                .start()) {
      out.printf(
          "Gemini is simulated here: it takes %d requests in any %d seconds. %d JVMs ask it %d"
              + " prompts each, %s:%n",
          LIMIT,
          MINUTE.toSeconds(),
          JVMS,
          PROMPTS,
          shared ? "sharing the quota through " + redis.url() : "each by itself");
      String settings =
          "project=my-project,minute="
              + MINUTE.toSeconds()
              + "s,rpm="
              + LIMIT
              + (shared ? shared(redis) : "");
      return run(settings, gemini, folder);
    } finally {
      delete(folder);
    }
  }

  /** JVMs that start at once on one machine are slow at first: more patience than usual. */
  private String shared(Redis redis) {
    return ",cluster=" + redis.url() + ",cluster-timeout=2s,cluster-jar=" + cluster;
  }

  private boolean run(String settings, GeminiSimulator gemini, Path folder)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    List<Process> jvms = new ArrayList<>();
    try {
      for (int i = 1; i <= JVMS; i++) {
        jvms.add(start(settings, gemini.baseUrl(), folder, i));
      }
      boolean allAnswered = true;
      for (int i = 1; i <= JVMS; i++) {
        allAnswered &= jvms.get(i - 1).waitFor() == 0;
        out.printf("JVM %d: %s%n", i, lastLine(folder.resolve("out-" + i)));
        troubles(folder.resolve("err-" + i)).forEach(out::println);
      }
      tell(gemini, (System.nanoTime() - begun) / 1e9);
      return allAnswered;
    } finally {
      jvms.forEach(Process::destroyForcibly);
    }
  }

  private Process start(String settings, String gemini, Path folder, int number)
      throws IOException {
    Path prompts = folder.resolve("prompts-" + number + ".csv");
    List<String> lines = new ArrayList<>(List.of("id,prompt"));
    for (int i = 1; i <= PROMPTS; i++) {
      lines.add(i + ",Suggest a name for bakery " + i + " of town " + number);
    }
    Files.write(prompts, lines);
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-javaagent:" + agent + "=" + settings,
                "-jar",
                program.toString(),
                prompts.toString(),
                "-o",
                folder.resolve("answers-" + number + ".csv").toString()));
    builder.environment().put("GOOGLE_API_KEY", "any-key");
    builder.environment().put("GOOGLE_GEMINI_BASE_URL", gemini);
    return builder
        .redirectOutput(folder.resolve("out-" + number).toFile())
        .redirectError(folder.resolve("err-" + number).toFile())
        .start();
  }

  private void tell(GeminiSimulator gemini, double seconds) {
    int sent = gemini.requests().size();
    long rejected =
        gemini.requests().stream().filter(request -> request.status() == TOO_MANY_REQUESTS).count();
    out.printf(
        Locale.ROOT,
        "Together: %d requests sent, %d answered, %d rejected, in %.1f s.%n",
        sent,
        sent - rejected,
        rejected,
        seconds);
  }

  /** What the agent had to say, but for the calls that were rejected: those are counted. */
  private static List<String> troubles(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("gemini-quota: "))
          .filter(line -> !line.startsWith("gemini-quota: event="))
          .toList();
    }
  }

  private static String lastLine(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.isEmpty() ? "ended without a word" : lines.get(lines.size() - 1);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
