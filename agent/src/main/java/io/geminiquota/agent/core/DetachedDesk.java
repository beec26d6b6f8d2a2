package io.geminiquota.agent.core;

import io.geminiquota.adapters.desk.Desk;
import java.util.concurrent.Executor;

/**
 * A {@link Desk} whose thread keeps nothing of the application alive, in whose call it may well be
 * started. What is dropped is dropped in silence. Thread-safe.
 */
public final class DetachedDesk implements Executor {

  private final Desk desk;

  /**
   * @param name of the thread
   */
  public DetachedDesk(String name) {
    desk = new Desk(name, null, () -> {});
  }

  @Override
  public void execute(Runnable work) {
    Detached.run(() -> desk.execute(work));
  }

  /** Waits until all is done, a second at most; afterwards nothing is done any more. */
  void finish() {
    desk.finish();
  }
}
