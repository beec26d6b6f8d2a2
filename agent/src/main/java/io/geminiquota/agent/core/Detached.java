package io.geminiquota.agent.core;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Keeps what outlives a call from keeping the application alive that made it. A new thread inherits
 * from the one that starts it: the context class loader, inheritable thread locals, and up to JDK
 * 23 the protection domains of all callers. Each of them leads to the application's class loader.
 */
public final class Detached {

  private static final int FIRST_JDK_WITHOUT_INHERITED_DOMAINS = 24;

  private Detached() {}

  /**
   * Does something on a thread that knows nothing of the application, and waits for it.
   *
   * @param context the context class loader of that thread, and of all that it starts
   * @throws Exception what the action throws
   */
  public static <T> T call(ClassLoader context, Callable<T> action) throws Exception {
    FutureTask<T> task = new FutureTask<>(action);
    run(
        () -> {
          Thread thread = new Thread(null, task, "gemini-quota-start", 0, false);
          thread.setDaemon(true);
          thread.setContextClassLoader(context);
          thread.start();
        });
    return uninterrupted(task);
  }

  /** Does something without the callers' protection domains. */
  @SuppressWarnings("removal")
  public static void run(Runnable action) {
    if (Runtime.version().feature() >= FIRST_JDK_WITHOUT_INHERITED_DOMAINS) {
      action.run();
    } else {
      AccessController.doPrivileged(
          (PrivilegedAction<Void>)
              () -> {
                action.run();
                return null;
              });
    }
  }

  private static <T> T uninterrupted(Future<T> task) throws Exception {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof Exception cause ? cause : e;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
