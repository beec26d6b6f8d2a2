package io.geminiquota.adapters.cache;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Daemon threads that may wait for a disk as long as the disk likes; they go when idle. */
final class DiskDesk {

  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor executor;

  /**
   * @param name of the threads
   * @param threads at most
   * @param waiting how much may wait for a thread, 0 for nothing
   */
  DiskDesk(String name, int threads, int waiting) {
    BlockingQueue<Runnable> queue =
        waiting == 0 ? new SynchronousQueue<>() : new LinkedBlockingQueue<>(waiting);
    executor =
        new ThreadPoolExecutor(
            waiting == 0 ? 0 : threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            queue,
            work -> thread(name, work));
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Does something soon.
   *
   * @throws RejectedExecutionException if too much is to be done already
   */
  <T> Future<T> submit(Callable<T> work) {
    return executor.submit(work);
  }

  /** Takes no more, and waits until all is done, but not longer than told. */
  void close(Duration patience) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It inherits nothing of whoever happens to be the first to need it. */
  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }
}
