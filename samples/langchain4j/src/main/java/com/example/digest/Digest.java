package com.example.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Summarises many texts at the same time. */
final class Digest {

  private final Editor editor;
  private final int workers;

  /**
   * @param editor summarises one
   * @param workers how many are summarised at the same time
   */
  Digest(Editor editor, int workers) {
    this.editor = editor;
    this.workers = workers;
  }

  /**
   * Summarises all texts that can be; one that fails leaves the others alone.
   *
   * @param failures is told why one failed
   * @return the summaries, in the order of the texts
   */
  List<String> summarize(List<String> texts, Consumer<Throwable> failures)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Future<String>> asked = new ArrayList<>();
      for (String text : texts) {
        asked.add(threads.submit(() -> editor.summarize(text)));
      }
      List<String> summaries = new ArrayList<>();
      for (Future<String> summary : asked) {
        try {
          summaries.add(summary.get());
        } catch (ExecutionException e) {
          failures.accept(e.getCause() == null ? e : e.getCause());
        }
      }
      return summaries;
    } finally {
      threads.shutdownNow();
    }
  }
}
