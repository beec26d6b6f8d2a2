package io.geminiquota.agent.core;

/**
 * What the engine does when it is woken. If that fails, those who are held might never be told: so
 * they are all let go.
 */
final class Wakening {

  private final Log log;
  private volatile Runnable letAllGo = () -> {};

  Wakening(Log log) {
    this.log = log;
  }

  /** What lets all go who are held. */
  void lets(Runnable go) {
    letAllGo = go;
  }

  Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Throwable fault) {
        log.fault("calls that were held went on without us", fault);
        letAllGo.run();
      }
    };
  }
}
