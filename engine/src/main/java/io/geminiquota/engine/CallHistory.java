package io.geminiquota.engine;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.Remedy;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.usage.AnswerSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a call so far, told to its observation as it happens. Thread-safe; nobody is
 * told anything while a lock is held.
 */
final class CallHistory {

  private final Observation observation;
  private final Route asked;
  private final TimeSource time;

  /** When the call began, on both clocks: all later moments are reckoned from it. */
  private final Instant start;

  private final long startNanos;

  /** When the current wait or attempt began. */
  private long beganNanos;

  /** Where the current attempt goes. */
  private Route route;

  private boolean waiting;
  private int attempts;
  private int httpStatus;
  private long heldNanos;
  private @Nullable Verdict lastVerdict;

  /** An attempt whose answer may still turn out to be an error; told when the call is over. */
  private @Nullable Attempt answered;

  private @Nullable AnswerSummary answer;

  private boolean over;

  CallHistory(Observation observation, Route asked, TimeSource time) {
    this.observation = observation;
    this.asked = asked;
    this.route = asked;
    this.time = time;
    this.start = time.now();
    this.startNanos = time.nanoTime();
    this.beganNanos = startNanos;
  }

  Observation.Scope activate() {
    return observation.activate();
  }

  /** The call asks for admission: if it is not admitted at once, it is held from now on. */
  synchronized void asks() {
    beganNanos = time.nanoTime();
    waiting = true;
  }

  /** It was refused at once: that was no hold. */
  synchronized void wasNotHeld() {
    waiting = false;
  }

  /** A hold is over, because the call was admitted, refused or cancelled. */
  void holdEnds(Place place) {
    Hold hold;
    synchronized (this) {
      if (!waiting) {
        return;
      }
      waiting = false;
      long length = time.nanoTime() - beganNanos;
      heldNanos += length;
      Hold.Reason reason = place.reason();
      hold =
          new Hold(
              at(beganNanos),
              Duration.ofNanos(length),
              reason == null ? Hold.Reason.QUOTA : reason,
              place.quota());
    }
    observation.held(hold);
  }

  /** An attempt goes there. */
  synchronized void attemptBegins(Route there) {
    route = there;
    waiting = false;
    attempts++;
    beganNanos = time.nanoTime();
  }

  /** The attempt that has begun goes another way than was asked. */
  void rerouted(Rerouting.Reason reason, List<String> leftOut) {
    Rerouting rerouting;
    synchronized (this) {
      rerouting = new Rerouting(asked, route, reason, leftOut, at(beganNanos));
    }
    observation.rerouted(rerouting);
  }

  synchronized void answered(int status) {
    answered = attempt(status, null, null);
  }

  /** What the answer told of itself. */
  synchronized void read(AnswerSummary summary) {
    answer = summary;
  }

  /** The answer was an error after all, inside a response that looked like none. */
  synchronized void answerWasAnError() {
    answered = null;
    answer = null;
  }

  void failed(Verdict verdict, String errorType) {
    Attempt attempt;
    synchronized (this) {
      lastVerdict = verdict;
      attempt = attempt(verdict.httpStatus(), verdict, errorType);
    }
    observation.attempted(attempt);
  }

  /**
   * What is done about the attempt that has just failed.
   *
   * @param pause until the next one, in nanoseconds, null if there is none
   * @param advice what a person should do now, null if there is another attempt
   */
  void decided(Verdict verdict, @Nullable Long pause, @Nullable String advice) {
    Duration length = pause == null ? null : Duration.ofNanos(Math.max(0, pause));
    Remedy remedy;
    synchronized (this) {
      remedy = new Remedy(attempts, route, verdict, time.now(), length, advice);
    }
    observation.decided(remedy);
  }

  synchronized @Nullable Verdict lastVerdict() {
    return lastVerdict;
  }

  /** Something is known of a quota, or of a circuit, because of this call. */
  void caused(Consumer<QuotaObserver> news) {
    observation.caused(news);
  }

  /** The call is over; told once, whoever says so first. */
  void end(
      Ending ending,
      @Nullable Verdict verdict,
      @Nullable Quota quota,
      @Nullable String errorType,
      @Nullable String advice) {
    Outcome outcome;
    Attempt last;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      last = answered;
      outcome =
          new Outcome(
              at(time.nanoTime()),
              ending,
              ending == Ending.REFUSED ? asked : route,
              httpStatus,
              verdict,
              quota,
              errorType,
              advice,
              attempts,
              Duration.ofNanos(heldNanos),
              answer);
    }
    if (last != null) {
      observation.attempted(last);
    }
    observation.finished(outcome);
  }

  private Attempt attempt(int status, @Nullable Verdict verdict, @Nullable String errorType) {
    httpStatus = status;
    Duration length = Duration.ofNanos(time.nanoTime() - beganNanos);
    return new Attempt(attempts, route, at(beganNanos), length, status, verdict, errorType);
  }

  private Instant at(long nanoTime) {
    return start.plusNanos(nanoTime - startNanos);
  }
}
