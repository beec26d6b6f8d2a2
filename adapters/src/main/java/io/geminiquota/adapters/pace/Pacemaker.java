package io.geminiquota.adapters.pace;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The engine's timer: one daemon thread, started when there is first something to wait for. However
 * many calls wait, there is one thread and one timer for each gate.
 */
public final class Pacemaker implements Timer, AutoCloseable {

  private final TimeSource time;
  private final ScheduledThreadPoolExecutor executor;

  /**
   * @param time the clock whose scale the engine uses
   */
  public Pacemaker(TimeSource time) {
    this.time = time;
    this.executor = new ScheduledThreadPoolExecutor(1, Pacemaker::thread);
  }

  /** Made while some application's call is on the stack: it is to inherit nothing from there. */
  private static Thread thread(Runnable task) {
    Thread thread = new Thread(null, task, "gemini-quota-pacemaker", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  @Override
  public void schedule(long nanoTime, Runnable task) {
    try {
      long delay = nanoTime - time.nanoTime();
      ScheduledFuture<?> unused = executor.schedule(task, delay, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: nobody is to be woken any more.
    }
  }

  /** Stops the thread. Who is still held stays held: close only when no call is under way. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
