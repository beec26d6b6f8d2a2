package io.geminiquota.benchmarks.demo;

import io.geminiquota.benchmarks.processes.ForkedJvm;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RequestRecord;
import io.geminiquota.testkit.otlp.TraceReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the sample once, against a simulator of its own. */
final class SampleRun {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Path sample;
  private final Prompts prompts;
  private final Rules rules;
  private final Path folder;
  private final Optional<Viewer> viewer;

  /**
   * @param sample the sample's jar
   * @param folder where prompts, answers and logs are kept
   * @param viewer where traces go to; without one they are in the result
   */
  SampleRun(Path sample, Prompts prompts, Rules rules, Path folder, Optional<Viewer> viewer) {
    this.sample = sample;
    this.prompts = prompts;
    this.rules = rules;
    this.folder = folder;
    this.viewer = viewer;
  }

  /**
   * @param onLook told now and then of the requests so far
   * @throws IOException when the sample did not run to its end; the message says why
   */
  Result run(Contestant contestant, Consumer<List<RequestRecord>> onLook)
      throws IOException, InterruptedException {
    String fileName = contestant.name().replaceAll("[^a-z0-9]+", "-");
    Path log = folder.resolve(fileName + ".log");
    Path answers = folder.resolve(fileName + ".csv");
    Files.deleteIfExists(answers);
    try (GeminiSimulator simulator = simulator();
        TraceReceiver receiver = TraceReceiver.start()) {
      String otlpEndpoint = viewer.map(Viewer::url).orElseGet(receiver::endpoint);
      fork(contestant, simulator, otlpEndpoint, answers, log, onLook);
      Answers answered = Answers.read(answers);
      if (answered.count() != rules.calls()) {
        throw new IOException(
            String.format(
                "%s: the sample ended after %d of %d prompts. Its last word: %s (all of it: %s)",
                contestant.name(), answered.count(), rules.calls(), lastLine(log), log));
      }
      return new Result(contestant, answered, simulator.requests(), receiver.spans());
    }
  }

  private void fork(
      Contestant contestant,
      GeminiSimulator simulator,
      String otlpEndpoint,
      Path answers,
      Path log,
      Consumer<List<RequestRecord>> onLook)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(contestant.jvmArguments(rules.minute(), otlpEndpoint));
    arguments.addAll(
        List.of(
            "-jar",
            sample.toString(),
            prompts.write(folder.resolve("prompts.csv"), rules.calls()).toString(),
            "--output=" + answers,
            "--workers=" + rules.workers()));
    Map<String, String> environment =
        Map.of(
            "GOOGLE_API_KEY",
            "demo",
            "GOOGLE_GEMINI_BASE_URL",
            simulator.baseUrl(),
            // How the traces call them.
            "OTEL_SERVICE_NAME",
            contestant.name(),
            "GEMINI_QUOTA_PROJECT",
            "my-project");

    try (ForkedJvm jvm = ForkedJvm.start(ForkedJvm.thisJava(), arguments, environment, log)) {
      long deadline = System.nanoTime() + LONGEST.toNanos();
      while (!jvm.awaitEnd(BETWEEN_LOOKS)) {
        if (System.nanoTime() - deadline > 0) {
          throw new IOException(
              contestant.name() + ": not at its end after " + LONGEST.toMinutes() + " minutes.");
        }
        onLook.accept(simulator.requests());
      }
    }
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty() ? "none" : lines.get(lines.size() - 1);
  }

  private GeminiSimulator simulator() {
    return GeminiSimulator.builder()
        .limits(QuotaLimits.none().withRpm(rules.rpm()))
        .minute(rules.minute())
        .latency(rules.latency(), rules.latency())
        .start();
  }
}
