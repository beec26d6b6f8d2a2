package io.geminiquota.micronaut.event;

import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Route;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Singleton;

/** Makes events of verdicts. */
@Internal
@Singleton
@RequiresGeminiQuota
final class VerdictEvents implements CallObserver {

  private final EventDesk desk;

  VerdictEvents(EventDesk desk) {
    this.desk = desk;
  }

  @Override
  public Observation begin(GeminiCall call) {
    return new Story(call.route());
  }

  /** Of one call. */
  private final class Story implements Observation {

    private final Route route;

    Story(Route route) {
      this.route = route;
    }

    @Override
    public void attempted(Attempt attempt) {
      if (attempt.verdict() != null) {
        desk.tell(
            new VerdictEvent(route.project(), route.model(), attempt.number(), attempt.verdict()));
      }
    }
  }
}
