package io.geminiquota.agent.core;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does in order, on a thread of its own that is there only while there is something to do, what no
 * call and no wakening is to wait for. What it is too slow for is dropped. Thread-safe.
 */
public final class Desk implements Executor {

  private static final int MOST_WAITING = 1_000;
  private static final int IDLE_SECONDS = 5;

  private final ThreadPoolExecutor executor;

  /**
   * @param name of the thread
   */
  public Desk(String name) {
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            work -> thread(name, work),
            new ThreadPoolExecutor.DiscardPolicy());
    executor.allowCoreThreadTimeOut(true);
  }

  /** Made while some application's call is on the stack: it is to inherit nothing from there. */
  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  @Override
  public void execute(Runnable work) {
    Detached.run(() -> executor.execute(work));
  }

  /** Waits until all is done, a second at most; afterwards nothing is done any more. */
  void finish() {
    executor.shutdown();
    try {
      boolean unused = executor.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
