package com.example.answers;

import java.io.PrintStream;

/** Tells how far the run is, at every tenth of it. */
final class Progress {

  private final int total;
  private final PrintStream out;
  private int done;
  private int failed;

  Progress(int total, PrintStream out) {
    this.total = total;
    this.out = out;
  }

  void count(Answer answer) {
    done++;
    if (answer.failed()) {
      failed++;
    }
    if (done * 10 / total > (done - 1) * 10 / total) {
      out.printf("%d of %d done, %d failed%n", done, total, failed);
    }
  }

  int failed() {
    return failed;
  }
}
