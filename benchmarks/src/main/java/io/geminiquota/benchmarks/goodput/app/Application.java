package io.geminiquota.benchmarks.goodput.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Makes the calls of its plan, each when it is due, as far as its threads allow. */
public final class Application {

  /** A model without a quota, to get warm with: class loading is no matter of quotas. */
  public static final String WARM_UP_MODEL = "warm-up";

  private static final int WARM_UPS_PER_THREAD = 2;
  private static final PlannedCall WARM_UP = new PlannedCall(0, 1);

  private final Job job;
  private final Gemini gemini;
  private final Backoff backoff;
  private final ExecutorService threads;

  private Application(Job job, Gemini gemini, ExecutorService threads) {
    this.job = job;
    this.gemini = gemini;
    this.backoff = Backoff.of(job);
    this.threads = threads;
  }

  /**
   * Runs one process of a contestant.
   *
   * @param arguments {@link Job#arguments}
   */
  public static void main(String[] arguments) throws Exception {
    Job job = Job.parse(arguments);
    ExecutorService threads = Executors.newFixedThreadPool(job.threads());
    try (Gemini gemini = Gemini.of(job)) {
      new Application(job, gemini, threads).run();
    } finally {
      threads.shutdownNow();
    }
  }

  private void run() throws IOException, InterruptedException {
    List<PlannedCall> plan = PlannedCall.read(job.plan());
    int cold = failures(warmUp());
    if (cold > 0) {
      throw new IOException(cold + " calls failed that have no quota: see above");
    }
    Throttle throttle = Throttle.of(job);
    try (StartingBlock block = StartingBlock.takePlace(job.startingLine())) {
      long start = block.awaitStart();
      List<Future<?>> calls = new ArrayList<>();
      for (PlannedCall call : plan) {
        TimeUnit.NANOSECONDS.sleep(start + call.dueNanos() - System.nanoTime());
        calls.add(threads.submit(() -> make(call, throttle)));
      }
      System.out.println(plan.size() + " calls, " + failures(calls) + " failed");
    }
  }

  private List<Future<Object>> warmUp() throws InterruptedException {
    Callable<Object> call = Executors.callable(() -> gemini.ask(WARM_UP_MODEL, WARM_UP.prompt()));
    return threads.invokeAll(Collections.nCopies(WARM_UPS_PER_THREAD * job.threads(), call));
  }

  private Object make(PlannedCall call, Throttle throttle) throws Exception {
    String prompt = call.prompt();
    int permits = Math.toIntExact(job.unit().weightOf(call.tokens()));
    return backoff.call(
        () -> {
          throttle.send(permits, () -> gemini.ask(job.model(), prompt));
          return call;
        });
  }

  /** Waits for all, prints what went wrong and how often, and counts it. */
  private static int failures(List<? extends Future<?>> calls) throws InterruptedException {
    Map<String, Integer> failures = new TreeMap<>();
    for (Future<?> call : calls) {
      try {
        call.get();
      } catch (ExecutionException e) {
        failures.merge(String.valueOf(e.getCause()), 1, Integer::sum);
      }
    }
    failures.forEach((failure, count) -> System.out.println(count + " x " + failure));
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }
}
