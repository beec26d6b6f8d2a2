package io.geminiquota.engine;

import io.geminiquota.engine.circuit.CircuitPass;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.Foresight;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.limit.QuotaGate;
import io.geminiquota.engine.route.Detour;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.RoutePlanner;
import org.jspecify.annotations.Nullable;

/** One way that a call can go: where to, and what has become of its attempts there. Thread-safe. */
final class Way {

  /** The call as it is made there. */
  final GeminiCall call;

  final QuotaGate gate;
  final CircuitPass circuits;

  /** Null for the way that the application asked. */
  final @Nullable Detour detour;

  /** 0 for the model that was asked; see {@link RoutePlanner}. */
  final int tier;

  /** Its share among those of one tier that have room, 1 or more. */
  final int weight;

  /** Guarded by this, as is all that follows. */
  private int attempts;

  private int sentForAll;
  private long notBefore;

  /** Whether the model has no capacity, so that it is only asked when nothing else goes. */
  private boolean overloaded;

  private @Nullable Failure lastFailure;

  /** Why another attempt on this way is in vain. */
  record Failure(Verdict verdict, String body) {}

  Way(
      GeminiCall call,
      QuotaGate gate,
      CircuitPass circuits,
      @Nullable Detour detour,
      int tier,
      int weight,
      long begun) {
    this.call = call;
    this.gate = gate;
    this.circuits = circuits;
    this.detour = detour;
    this.tier = tier;
    this.weight = weight;
    this.notBefore = begun;
  }

  /** An attempt goes this way; whether it is the first. */
  synchronized boolean begins() {
    attempts++;
    return attempts == 1;
  }

  /** So many of the call's attempts went this way. */
  synchronized int attempts() {
    return attempts;
  }

  /** The last attempt has found out something for all who wait for the reset: it costs no retry. */
  synchronized void wasSentForAll() {
    sentForAll++;
  }

  synchronized int sentForAll() {
    return sentForAll;
  }

  /** The next attempt here is not to be sent before. */
  synchronized void pauseUntil(long next) {
    notBefore = next;
  }

  synchronized long notBefore() {
    return notBefore;
  }

  /** The model has no capacity. */
  synchronized void isOverloaded() {
    overloaded = true;
  }

  /** Another attempt here is in vain. */
  synchronized void giveUp(Verdict verdict, String body) {
    lastFailure = new Failure(verdict, body);
  }

  /** Why another attempt is in vain, null if it is not. */
  synchronized @Nullable Failure givenUp() {
    return lastFailure;
  }

  /** How the planner sees it, for an attempt with such a place. */
  RoutePlanner.Outlook outlook(Place place) {
    if (givenUp() != null) {
      return new RoutePlanner.Outlook(tier, true, Long.MAX_VALUE);
    }
    Foresight foresight = gate.foresee(place);
    boolean closed = foresight.obstacle() != null || hasNoCapacity();
    return new RoutePlanner.Outlook(tier, closed, foresight.opensAt());
  }

  synchronized boolean hasNoCapacity() {
    return overloaded;
  }
}
