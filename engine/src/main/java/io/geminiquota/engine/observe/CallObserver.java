package io.geminiquota.engine.observe;

import io.geminiquota.engine.route.GeminiCall;
import java.util.Collection;

/**
 * Told of every governed call. Implementations are quick, hold no locks while they wait, and may
 * throw: what they throw is swallowed, never seen by the application.
 */
public interface CallObserver {

  /**
   * A call begins, on the application's own thread, before anything is held or sent.
   *
   * @return what is to be told of this call from now on
   */
  Observation begin(GeminiCall call);

  /** Sees nothing. */
  static CallObserver none() {
    return Unobserved.INSTANCE;
  }

  /**
   * All of them, told one after the other; what one of them throws does not keep the others from
   * being told.
   */
  static CallObserver all(Collection<? extends CallObserver> observers) {
    return switch (observers.size()) {
      case 0 -> none();
      case 1 -> observers.iterator().next();
      default -> new Observers(observers);
    };
  }
}
