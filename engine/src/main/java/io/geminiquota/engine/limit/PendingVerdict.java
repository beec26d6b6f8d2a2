package io.geminiquota.engine.limit;

import java.time.Duration;

/**
 * Whether an attempt was turned away and is not judged yet: its response has come, its body has
 * not. Until then nobody else is sent to meet the same; the first judgement of a JVM alone, with
 * its classes to load, takes long enough for dozens of attempts. Not thread-safe: the gate's lock
 * guards it.
 */
final class PendingVerdict {

  /** A body that hangs must not hold those who could be served. */
  private static final long LONGEST = Duration.ofSeconds(1).toNanos();

  private int pending;
  private long until;

  /** An attempt was turned away; why is not known yet. */
  void awaited(Place place, long now) {
    if (!place.judged) {
      place.judged = true;
      pending++;
      until = now + LONGEST;
    }
  }

  /** It is judged, or ended without a verdict. */
  void arrived(Place place) {
    if (place.judged) {
      place.judged = false;
      pending--;
    }
  }

  /** When it holds nobody any more; the past if it holds nobody now. */
  long opensAt(long now) {
    return pending > 0 ? until : now;
  }
}
