package io.geminiquota.benchmarks.goodput;

import io.geminiquota.benchmarks.goodput.app.Application;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RequestRecord;
import io.geminiquota.testkit.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One contestant in one scenario, against a simulator of its own. */
final class Run implements AutoCloseable {

  /** What no pause of anybody's exceeds: the SDK's longest is a minute. */
  private static final Duration BEYOND_ALL_PAUSES = Duration.ofMinutes(2);

  private static final int BEYOND_DICTATED = 5;

  private final Entry entry;
  private final Quota quota;
  private final List<Call> calls;
  private final Path folder;
  private final SimulatorClock clock = new SimulatorClock();
  private final Processes processes;
  private final Optional<Store> store;
  private final GeminiSimulator simulator;

  private Run(
      Entry entry, List<Call> calls, Processes processes, Optional<Store> store, Path folder) {
    this.store = store;
    this.entry = entry;
    this.quota = entry.scenario().quota();
    this.calls = calls;
    this.folder = folder;
    this.processes = processes;
    this.simulator = simulator(quota, entry.number(), clock);
  }

  /**
   * Starts everything and waits until all processes are ready.
   *
   * @param seed of what is drawn
   * @param parent of the folder for plans and logs
   * @throws IOException when a process does not come so far; the message says where its log is
   */
  static Run prepare(Entry entry, Conditions conditions, long seed, Path parent)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(entry.folder(parent));
    List<Call> calls = entry.scenario().load().draw(new Random(seed + entry.number()));
    Optional<Store> store =
        entry.scenario().sharing().isPresent()
            ? Optional.of(Store.start(folder))
            : Optional.empty();
    Processes processes = new Processes(entry, store, conditions.threads(), folder);
    Run run = new Run(entry, calls, processes, store, folder);
    try {
      run.processes.makeReady(calls, run.simulator.baseUrl());
      return run;
    } catch (IOException | InterruptedException e) {
      run.close();
      throw e;
    }
  }

  /** Runs it to its end. */
  Result run() throws IOException, InterruptedException {
    awaitPhase();
    long start = clock.now();
    processes.start();
    changeLimit(start);
    takeTheStoreAway(start);
    processes.awaitEnd(patience());
    List<RequestRecord> requests = requestsAfter(start);
    RequestFile.write(folder.resolve("requests.csv"), requests, start);
    return new Result(entry, Figures.of(quota, calls, requests, start));
  }

  /** Ends what has not ended. */
  @Override
  public void close() throws IOException {
    processes.close();
    store.ifPresent(Store::close);
    simulator.close();
  }

  /** Where windows are fixed, every run begins at the same point of one. */
  private void awaitPhase() throws InterruptedException {
    if (quota.windows() == Windows.FIXED) {
      long missing = quota.phase().toNanos() - clock.now();
      TimeUnit.NANOSECONDS.sleep(Math.floorMod(missing, quota.minute().toNanos()));
    }
  }

  private void changeLimit(long start) throws InterruptedException {
    if (quota.change().isPresent()) {
      Quota.Change change = quota.change().get();
      TimeUnit.NANOSECONDS.sleep(start + change.after().toNanos() - clock.now());
      simulator.changeLimits(Conditions.MODEL, quota.limits(change.limit()));
    }
  }

  private void takeTheStoreAway(long start) throws IOException, InterruptedException {
    Optional<Sharing.Outage> outage = entry.scenario().sharing().flatMap(Sharing::outage);
    if (outage.isPresent() && store.isPresent()) {
      TimeUnit.NANOSECONDS.sleep(start + outage.get().after().toNanos() - clock.now());
      store.get().goneFor(outage.get().length());
    }
  }

  /** When everybody should be at the end by far: calls of who is not are lost. */
  private Duration patience() {
    List<Long> admissions = Oracle.admissions(quota, calls);
    Duration dictated = Duration.ofNanos(admissions.get(admissions.size() - 1));
    return dictated.multipliedBy(BEYOND_DICTATED).plus(BEYOND_ALL_PAUSES);
  }

  private List<RequestRecord> requestsAfter(long start) {
    return simulator.requests().stream()
        .filter(request -> request.model().equals(Conditions.MODEL))
        .filter(request -> request.arrivalNanos() >= start)
        .toList();
  }

  private static GeminiSimulator simulator(Quota quota, int seed, SimulatorClock clock) {
    return GeminiSimulator.builder()
        .minute(quota.minute())
        .windows(quota.windows())
        .rejectedRequests(quota.rejected())
        .limits(Conditions.MODEL, quota.limits(quota.limit()))
        .limits(Application.WARM_UP_MODEL, QuotaLimits.none())
        .latency(Conditions.LEAST_LATENCY, Conditions.MOST_LATENCY)
        .seed(seed)
        .onAnswered(clock)
        .start();
  }
}
