package io.geminiquota.engine.circuit;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.retry.Ladder;
import java.time.Duration;

/**
 * An open circuit: lets nobody through but one probe at growing intervals. Closing it is taking it
 * off the board. Thread-safe.
 */
final class Circuit {

  /** The fix is often made while somebody watches: so the first probes come soon. */
  private static final Ladder LADDER = new Ladder(Duration.ofSeconds(2), Duration.ofMinutes(5));

  private Verdict verdict;
  private String body;
  private long seenAt;
  private long nextProbe;
  private int failedProbes;

  Circuit(Verdict verdict, String body, long now) {
    this.verdict = verdict;
    this.body = body;
    this.seenAt = now;
    this.nextProbe = now + LADDER.pause(0);
  }

  synchronized boolean isShut(long now) {
    return now - nextProbe < 0;
  }

  /** Takes leave to probe, if it is time. Who never tells how it went loses it to another. */
  synchronized boolean probe(long now) {
    if (isShut(now)) {
      return false;
    }
    nextProbe = now + LADDER.longest().toNanos();
    return true;
  }

  /** A probe has failed for the same reason. */
  synchronized void probeFailed(Verdict newVerdict, String newBody, long now) {
    verdict = newVerdict;
    body = newBody;
    seenAt = now;
    failedProbes++;
    nextProbe = now + LADDER.pause(failedProbes);
  }

  /** A probe has told nothing: the next call may try. */
  synchronized void probeWasInconclusive(long now) {
    nextProbe = now;
  }

  synchronized Trip trip(long now) {
    return new Trip(
        verdict,
        body,
        Duration.ofNanos(now - seenAt),
        Duration.ofNanos(Math.max(0, nextProbe - now)));
  }
}
