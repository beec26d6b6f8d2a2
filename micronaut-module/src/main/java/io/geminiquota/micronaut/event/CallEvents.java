package io.geminiquota.micronaut.event;

import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Route;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Singleton;

/** Makes events of verdicts, and of other ways. */
@Internal
@Singleton
@RequiresGeminiQuota
final class CallEvents implements CallObserver {

  private final EventDesk desk;
  private final Observation story = new Story();

  CallEvents(EventDesk desk) {
    this.desk = desk;
  }

  @Override
  public Observation begin(GeminiCall call) {
    return story;
  }

  /** The same for all calls: what is told says where it was. */
  private final class Story implements Observation {

    /** That calls are shared among several places is no news. */
    @Override
    public void rerouted(Rerouting rerouting) {
      if (rerouting.reason() != Rerouting.Reason.SHARED) {
        desk.tell(new ReroutedEvent(rerouting));
      }
    }

    @Override
    public void attempted(Attempt attempt) {
      if (attempt.verdict() != null) {
        Route route = attempt.route();
        desk.tell(
            new VerdictEvent(route.project(), route.model(), attempt.number(), attempt.verdict()));
      }
    }
  }
}
