package io.geminiquota.micronaut.client;

import io.micronaut.core.propagation.PropagatedContext;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs the asynchronous calls of a client, each on a thread of its own and in the context of
 * whoever made it. A held call keeps its thread: a virtual one where waiting in a monitor does not
 * keep its carrier, which is from JDK 24 on; else a platform thread.
 */
final class CallExecutor extends AbstractExecutorService {

  private static final int FIRST_JDK_WITHOUT_PINNING = 24;

  private final ExecutorService threads;
  private final Collection<CallContext> contexts;

  private CallExecutor(ExecutorService threads, Collection<CallContext> contexts) {
    this.threads = threads;
    this.contexts = contexts;
  }

  /**
   * @param contexts what goes with a call besides Micronaut's own context
   */
  static CallExecutor create(Collection<CallContext> contexts) {
    return new CallExecutor(
        Runtime.version().feature() >= FIRST_JDK_WITHOUT_PINNING
            ? virtualThreads()
            : Executors.newCachedThreadPool(CallExecutor::thread),
        contexts);
  }

  @Override
  public void execute(Runnable call) {
    Runnable carried = PropagatedContext.wrapCurrent(call);
    for (CallContext context : contexts) {
      carried = context.inContext(carried);
    }
    threads.execute(carried);
  }

  @Override
  public void shutdown() {
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return threads.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
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
