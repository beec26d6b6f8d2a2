package io.geminiquota.agent.core.scope;

import io.geminiquota.engine.Scope;
import io.geminiquota.engine.Scopes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What woven code calls that hands something to the JVM's common pool. */
final class PoolAdvice {

  private static final Executor POOL = new CompletableFuture<Void>().defaultExecutor();

  private final Scopes scopes;

  PoolAdvice(Scopes scopes) {
    this.scopes = scopes;
  }

  /** The pool, for what is to run in the scope of the current thread; null outside of scopes. */
  @Nullable Executor executor() {
    Scope scope = scopes.current();
    return scope == null ? null : task -> POOL.execute(new ScopedTask(task, scopes, scope));
  }

  /** Marked as what it carries is marked, so that a thread of the pool that waits may run it. */
  private record ScopedTask(Runnable task, Scopes scopes, Scope scope)
      implements Runnable, AsynchronousCompletionTask {

    @Override
    public void run() {
      Scope present = scopes.change(scope);
      try {
        task.run();
      } finally {
        scopes.change(present);
      }
    }
  }
}
