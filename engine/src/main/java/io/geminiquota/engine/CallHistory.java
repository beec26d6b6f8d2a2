package io.geminiquota.engine;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.usage.AnswerSummary;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a call so far, told to its observation as it happens. Thread-safe; nobody is
 * told anything while a lock is held.
 */
final class CallHistory {

  private final Observation observation;
  private final TimeSource time;

  private Moment began;
  private boolean waiting;
  private int attempts;
  private int httpStatus;
  private long heldNanos;
  private @Nullable Verdict lastVerdict;

  /** An attempt whose answer may still turn out to be an error; told when the call is over. */
  private @Nullable Attempt answered;

  private @Nullable AnswerSummary answer;

  private boolean over;

  CallHistory(Observation observation, TimeSource time) {
    this.observation = observation;
    this.time = time;
    this.began = now();
  }

  /** When a wait or an attempt began, on both clocks. */
  private record Moment(Instant instant, long nanos) {}

  private Moment now() {
    return new Moment(time.now(), time.nanoTime());
  }

  Observation.Scope activate() {
    return observation.activate();
  }

  /** The call asks for admission: if it is not admitted at once, it is held from now on. */
  synchronized void asks() {
    began = now();
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
      long length = time.nanoTime() - began.nanos();
      heldNanos += length;
      Hold.Reason reason = place.reason();
      hold =
          new Hold(
              began.instant(),
              Duration.ofNanos(length),
              reason == null ? Hold.Reason.QUOTA : reason,
              place.quota());
    }
    observation.held(hold);
  }

  synchronized void attemptBegins() {
    waiting = false;
    attempts++;
    began = now();
  }

  synchronized int attempts() {
    return attempts;
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

  synchronized @Nullable Verdict lastVerdict() {
    return lastVerdict;
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
              time.now(),
              ending,
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
    Duration length = Duration.ofNanos(time.nanoTime() - began.nanos());
    return new Attempt(attempts, began.instant(), length, status, verdict, errorType);
  }
}
