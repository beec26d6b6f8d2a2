package io.geminiquota.engine;

import io.geminiquota.engine.circuit.Trip;
import io.geminiquota.engine.classify.AdvisedBody;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.route.Route;
import java.time.Duration;

/** What a call is told that was not sent, or not sent again: what is in the way it asked for. */
final class Refusals {

  private final Verdicts verdicts;
  private final TimeSource time;

  Refusals(Verdicts verdicts, TimeSource time) {
    this.verdicts = verdicts;
    this.time = time;
  }

  /**
   * @param asked the way
   * @param place of the attempt there, which says what it waited for
   * @param otherWays what is to be said of the other ways, empty if there are none
   */
  Refusal of(Way asked, Place place, String otherWays) {
    Route route = asked.call.route();
    Way.Failure failure = asked.givenUp();
    if (failure != null) {
      return gaveUp(failure, route, otherWays);
    }
    Trip trip = asked.circuits.trip();
    if (trip != null) {
      return verdicts.spared(trip, route, otherWays);
    }
    Duration wouldTake = Duration.ofNanos(Math.max(0, place.roomAt() - time.nanoTime()));
    Verdict usedUp = place.usedUp();
    return usedUp != null
        ? verdicts.dayUsedUp(usedUp, wouldTake, route, otherWays)
        : verdicts.noRoom(place.quota(), wouldTake, route, otherWays);
  }

  private Refusal gaveUp(Way.Failure failure, Route route, String otherWays) {
    Verdict verdict = failure.verdict();
    String advice = verdicts.advice(verdict, route) + otherWays;
    String body = AdvisedBody.append(failure.body(), advice);
    return new Refusal(verdict, advice, Math.max(verdict.httpStatus(), 400), body);
  }
}
