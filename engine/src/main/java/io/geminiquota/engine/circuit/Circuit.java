package io.geminiquota.engine.circuit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Advice;
import io.geminiquota.engine.classify.Circumstances;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.retry.Ladder;
import io.geminiquota.engine.retry.Treatment;
import io.geminiquota.engine.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * An open circuit: lets nobody through but one probe at growing intervals. Closing it is taking it
 * off the board. Thread-safe.
 */
final class Circuit {

  /** The fix is often made while somebody watches: so the first probes come soon. */
  private static final Ladder LADDER = new Ladder(Duration.ofSeconds(2), Duration.ofMinutes(5));

  private final Route route;
  private final long openedAt;
  private Verdict verdict;
  private String body;
  private long seenAt;
  private long nextProbe;
  private int failedProbes;

  /**
   * @param route of the call that failed
   */
  Circuit(Route route, Verdict verdict, String body, long now) {
    this.route = route;
    this.openedAt = now;
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

  /** What is to be seen of it from outside. */
  synchronized OpenCircuit state(CircuitKey key, TimeSource time) {
    long nanos = time.nanoTime();
    Instant now = time.now();
    Instant seen = now.minusNanos(nanos - seenAt);
    boolean ofCredential = key.treatment() == Treatment.SPARE_CREDENTIAL;
    boolean ofModel = key.treatment() == Treatment.SPARE_MODEL;
    return new OpenCircuit(
        key.id(),
        key.subject(),
        ofCredential ? key.name() : null,
        ofCredential ? null : route.project(),
        ofModel ? route.model() : null,
        key.operation(),
        key.baseUrl(),
        verdict,
        Advice.of(
            verdict,
            new Circumstances(route.project(), route.model(), seen, ZoneId.systemDefault(), null)),
        now.minusNanos(nanos - openedAt),
        seen,
        now.plusNanos(Math.max(0, nextProbe - nanos)));
  }

  synchronized Trip trip(long now) {
    return new Trip(
        verdict,
        body,
        Duration.ofNanos(now - seenAt),
        Duration.ofNanos(Math.max(0, nextProbe - now)));
  }
}
