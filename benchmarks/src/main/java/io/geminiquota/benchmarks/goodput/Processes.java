package io.geminiquota.benchmarks.goodput;

import io.geminiquota.benchmarks.goodput.app.Application;
import io.geminiquota.benchmarks.goodput.app.Job;
import io.geminiquota.benchmarks.goodput.app.PlannedCall;
import io.geminiquota.benchmarks.processes.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The applications of a run, each in a JVM of its own. */
final class Processes implements AutoCloseable {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(60);

  private final Entry entry;
  private final Optional<Store> store;
  private final int threads;
  private final Path folder;
  private final StartingLine line = new StartingLine();
  private final List<ForkedJvm> jvms = new ArrayList<>();

  /**
   * @param store with which they share the quota, if they do
   * @param threads how many calls each makes at the same time at most
   * @param folder where plans and logs go
   */
  Processes(Entry entry, Optional<Store> store, int threads, Path folder) throws IOException {
    this.entry = entry;
    this.store = store;
    this.threads = threads;
    this.folder = folder;
  }

  /**
   * Forks them all and waits until each is ready, warm and at rest.
   *
   * @param calls of all of them
   * @param gemini the address of the simulator
   * @throws IOException when one does not come so far; the message says where its log is
   */
  void makeReady(List<Call> calls, String gemini) throws IOException, InterruptedException {
    Map<String, String> environment =
        Map.of("GOOGLE_API_KEY", "goodput", "GOOGLE_GEMINI_BASE_URL", gemini);
    for (int process = 0; process < entry.scenario().processes(); process++) {
      jvms.add(
          ForkedJvm.start(
              ForkedJvm.thisJava(),
              arguments(planOf(process, calls)),
              environment,
              folder.resolve("process-" + process + ".log")));
    }
    long deadline = System.nanoTime() + LONGEST_WARM_UP.toNanos();
    for (int ready = 0; ready < jvms.size(); ready++) {
      awaitOneMore(deadline);
    }
  }

  /** Starts them all at the same moment. */
  void start() throws IOException {
    line.start();
  }

  /** Waits for their ends, not longer than this. */
  void awaitEnd(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (ForkedJvm jvm : jvms) {
      jvm.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  /** Ends those that have not ended. */
  @Override
  public void close() throws IOException {
    jvms.forEach(ForkedJvm::close);
    line.close();
  }

  private Path planOf(int process, List<Call> calls) throws IOException {
    List<PlannedCall> plan =
        calls.stream()
            .filter(call -> call.process() == process)
            .map(call -> new PlannedCall(call.dueNanos(), call.tokens()))
            .toList();
    return PlannedCall.write(folder.resolve("plan-" + process + ".txt"), plan);
  }

  private List<String> arguments(Path plan) {
    Scenario scenario = entry.scenario();
    Quota quota = scenario.quota();
    Job job =
        new Job(
            entry.contestant().way(),
            Conditions.MODEL,
            quota.unit(),
            scenario.told(),
            quota.minute(),
            threads,
            line.port(),
            plan);
    List<String> arguments = new ArrayList<>(entry.contestant().jvmArguments(scenario, store));
    arguments.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    arguments.add(Application.class.getName());
    arguments.addAll(job.arguments());
    return arguments;
  }

  private void awaitOneMore(long deadline) throws IOException, InterruptedException {
    while (!line.awaitOneMore(BETWEEN_LOOKS)) {
      for (ForkedJvm jvm : jvms) {
        if (jvm.awaitEnd(Duration.ZERO)) {
          throw notReady("ended before the start");
        }
      }
      if (System.nanoTime() - deadline > 0) {
        throw notReady("was not ready after " + LONGEST_WARM_UP.toSeconds() + " s");
      }
    }
  }

  private IOException notReady(String reason) {
    return new IOException(
        String.format("%s: an application %s; its log is in %s", entry, reason, folder));
  }
}
