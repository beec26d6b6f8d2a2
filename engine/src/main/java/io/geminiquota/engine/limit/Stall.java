package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.retry.Ladder;

/**
 * A server that turns everything away and names neither a quota nor a time: a shared pool that is
 * full, or a project whose new paid tier is not known everywhere yet. From the third such answer in
 * a row, one attempt at a time goes, at growing intervals, until one succeeds: that costs the whole
 * gate what the backoff of a single call would. Not thread-safe: the gate's lock guards it.
 */
final class Stall {

  private static final int IN_A_ROW = 3;

  private final Ladder ladder;
  private int inARow;
  private int failedProbes;

  Stall(Ladder ladder) {
    this.ladder = ladder;
  }

  void accepted() {
    inARow = 0;
    failedProbes = 0;
  }

  /** How long nobody is to go now, in nanoseconds; 0 if this failure is no such one. */
  long refused(Verdict verdict, boolean probe) {
    boolean silent =
        verdict.kind() == Kind.RATE_UNSPECIFIED
            && verdict.violations().isEmpty()
            && verdict.retryAfter() == null;
    if (!silent) {
      return 0;
    }
    inARow++;
    if (inARow < IN_A_ROW || (inARow > IN_A_ROW && !probe)) {
      return 0;
    }
    return ladder.pause(failedProbes++);
  }

  /** Whether only one attempt at a time may go, as a probe. */
  boolean allowsProbesOnly() {
    return inARow >= IN_A_ROW;
  }
}
