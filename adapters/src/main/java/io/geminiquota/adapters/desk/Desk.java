package io.geminiquota.adapters.desk;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does in order, on a daemon thread of its own that is there only while there is something to do,
 * what nobody is to wait for. What it is too slow for is dropped. Thread-safe.
 */
public final class Desk implements Executor, AutoCloseable {

  /** So much waits at most. */
  public static final int MOST_WAITING = 1_000;

  private static final int IDLE_SECONDS = 5;

  private final ThreadPoolExecutor executor;

  /**
   * A desk without a thread yet.
   *
   * @param name of the thread
   * @param context its context class loader, null for none; it inherits nothing else of whoever
   *     happens to be the first to need it
   * @param dropped is run by whoever brings what is dropped; not after the desk was closed
   */
  public Desk(String name, @Nullable ClassLoader context, Runnable dropped) {
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            work -> thread(name, context, work),
            (work, full) -> {
              if (!full.isShutdown()) {
                dropped.run();
              }
            });
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(String name, @Nullable ClassLoader context, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(context);
    return thread;
  }

  @Override
  public void execute(Runnable work) {
    executor.execute(work);
  }

  /** Whether nothing waits; something may still be under way. */
  public boolean isCleared() {
    return executor.getQueue().isEmpty();
  }

  /** Waits until all is done, a second at most; afterwards nothing is done any more. */
  public void finish() {
    executor.shutdown();
    try {
      boolean unused = executor.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Drops what waits, and interrupts what is under way. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
