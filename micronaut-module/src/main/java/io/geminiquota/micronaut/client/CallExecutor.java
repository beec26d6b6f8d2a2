package io.geminiquota.micronaut.client;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs the asynchronous calls of a client, each on a thread of its own. A held call keeps its
 * thread: a virtual one where waiting in a monitor does not keep its carrier, which is from JDK 24
 * on; else a platform thread.
 */
final class CallExecutor {

  private static final int FIRST_JDK_WITHOUT_PINNING = 24;

  private CallExecutor() {}

  static ExecutorService create() {
    return Runtime.version().feature() >= FIRST_JDK_WITHOUT_PINNING
        ? virtualThreads()
        : Executors.newCachedThreadPool(CallExecutor::thread);
  }

  private static Thread thread(Runnable call) {
    Thread thread = new Thread(call, "gemini-call");
    thread.setDaemon(true);
    return thread;
  }

  /** By name, because this is compiled for JDK 17. */
  private static ExecutorService virtualThreads() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return Executors.newCachedThreadPool(CallExecutor::thread);
    }
  }
}
