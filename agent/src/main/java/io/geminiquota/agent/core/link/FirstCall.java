package io.geminiquota.agent.core.link;

import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.route.GeminiCall;
import org.jspecify.annotations.Nullable;

/** Tells once that a governed call has begun, and hands all of them on. */
final class FirstCall implements CallObserver {

  private final CallObserver observer;
  private volatile @Nullable Runnable first;

  /**
   * @param observer of all calls
   * @param first is run when one begins; perhaps more than once
   */
  FirstCall(CallObserver observer, Runnable first) {
    this.observer = observer;
    this.first = first;
  }

  @Override
  public Observation begin(GeminiCall call) {
    Runnable toTell = first;
    if (toTell != null) {
      first = null;
      toTell.run();
    }
    return observer.begin(call);
  }
}
