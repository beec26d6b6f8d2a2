package io.geminiquota.adapters.ledger;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Where exchanges with the ledger's file are made: one daemon thread that may wait for a disk as
 * long as the disk likes, so that nobody else has to. It goes when there was nothing to do for a
 * while.
 */
public final class LedgerDesk implements Executor, AutoCloseable {

  private static final long IDLE_SECONDS = 30;

  private final Consumer<Throwable> faults;
  private final ThreadPoolExecutor executor;

  /**
   * A desk without a thread yet.
   *
   * @param faults is told what is thrown here, which is a fault of ours
   */
  public LedgerDesk(Consumer<Throwable> faults) {
    this.faults = faults;
    this.executor =
        new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), LedgerDesk::thread);
    executor.allowCoreThreadTimeOut(true);
  }

  /** It inherits nothing of whoever happens to be the first to need it. */
  private static Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "gemini-quota-ledger", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  @Override
  public void execute(Runnable work) {
    try {
      executor.execute(() -> runSafely(work));
    } catch (RejectedExecutionException e) {
      // Closed: nothing is kept any more.
    }
  }

  /**
   * Does something after all that was asked before, and waits for it, but not longer than told.
   *
   * @return whether it is done; if not, it goes on all the same
   */
  public boolean finishes(Runnable work, Duration patience) {
    try {
      Future<?> done = executor.submit(() -> runSafely(work));
      done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      return false;
    }
  }

  private void runSafely(Runnable work) {
    try {
      work.run();
    } catch (Throwable fault) {
      faults.accept(fault);
    }
  }

  /** Stops the thread, even while it waits. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
