package io.geminiquota.agent.core.telemetry;

import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.route.GeminiCall;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an OpenTelemetry when a call begins, again with each call until there is one: an
 * application may well make its first call before it has set up its telemetry.
 */
final class LateObserver implements CallObserver {

  /** Where an OpenTelemetry may turn up. */
  interface Search {

    /** The observer over it, or null if there is none yet. Cheap while there is none. */
    @Nullable CallObserver find() throws Exception;
  }

  private final Search search;
  private final CallObserver meanwhile;
  private final Log log;
  private volatile @Nullable CallObserver found;

  /**
   * @param search is made with every call until it finds something
   * @param meanwhile is told of the calls until then
   * @param log is told of faults
   */
  LateObserver(Search search, CallObserver meanwhile, Log log) {
    this.search = search;
    this.meanwhile = meanwhile;
    this.log = log;
  }

  @Override
  public Observation begin(GeminiCall call) {
    CallObserver observer = found;
    if (observer == null) {
      observer = search();
      found = observer;
    }
    return (observer == null ? meanwhile : observer).begin(call);
  }

  private @Nullable CallObserver search() {
    try {
      return search.find();
    } catch (Throwable fault) {
      log.fault("the OpenTelemetry found cannot be used, calls are governed without it", fault);
      return CallObserver.none();
    }
  }
}
