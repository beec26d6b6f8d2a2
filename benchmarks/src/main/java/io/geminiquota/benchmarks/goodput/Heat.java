package io.geminiquota.benchmarks.goodput;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs that are made at the same time. All are warm before the first one starts, and they start one
 * after the other within a minute of the quota, so that their bursts do not meet.
 */
final class Heat {

  private final Conditions conditions;
  private final long seed;
  private final Path folder;

  Heat(Conditions conditions, long seed, Path folder) {
    this.conditions = conditions;
    this.seed = seed;
    this.folder = folder;
  }

  /** Runs all entries to their ends. */
  List<Result> run(List<Entry> entries) throws IOException, InterruptedException {
    List<Run> runs = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(entries.size());
    try {
      for (Entry entry : entries) {
        runs.add(Run.prepare(entry, conditions, seed, folder));
      }
      Duration apart = conditions.minute().dividedBy(entries.size());
      List<Future<Result>> results = new ArrayList<>();
      for (Run run : runs) {
        results.add(threads.submit(run::run));
        Thread.sleep(apart.toMillis());
      }
      return await(results);
    } finally {
      threads.shutdownNow();
      for (Run run : runs) {
        run.close();
      }
    }
  }

  private static List<Result> await(List<Future<Result>> results)
      throws IOException, InterruptedException {
    List<Result> ended = new ArrayList<>();
    for (Future<Result> result : results) {
      try {
        ended.add(result.get());
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      }
    }
    return ended;
  }
}
