package io.geminiquota.engine;

import org.jspecify.annotations.Nullable;

/**
 * Which annotated methods each thread is in. A call belongs to the scope of the thread that makes
 * it; what runs when its answer comes runs in that scope again, on whatever thread. Work that the
 * application hands to other threads is outside, as it is for everything that hangs on a thread.
 */
public final class Scopes {

  @SuppressWarnings("ThreadLocalUsage") // one for a governor, and there is one for a JVM
  private final ThreadLocal<@Nullable Scope> current = new ThreadLocal<>();

  Scopes() {}

  /** The scope that the current thread is in, null for none. */
  public @Nullable Scope current() {
    return current.get();
  }

  /**
   * The current thread enters an annotated method. It leaves it by {@link #change}, which puts back
   * what was around it, whatever became of the methods that it has entered since.
   *
   * @param method its scope, as {@link Governor#scope} made it
   * @return the scope around it, null for none
   */
  public @Nullable Scope enter(Scope method) {
    Scope around = current.get();
    Scope entered = entered(method);
    if (entered != around) {
      current.set(entered);
    }
    return around;
  }

  /**
   * What {@link #enter} would put the current thread into, for whoever carries scopes along by
   * other means.
   */
  public Scope entered(Scope method) {
    Scope around = current.get();
    return around != null && around.isOf(method) ? around : method.inside(around);
  }

  /**
   * Puts the current thread into another scope: for what an answer has called, or back into that
   * which is around a method.
   *
   * @param scope as {@link #current} was when the call was made, or {@link #enter} returned it
   * @return the present scope, to be put back afterwards
   */
  public @Nullable Scope change(@Nullable Scope scope) {
    Scope present = current.get();
    if (scope != present) {
      // Null is put there, too, and not removed: the next look would make the entry of the thread
      // anew, which costs more than all else here. An empty one holds nothing of ours.
      current.set(scope);
    }
    return present;
  }
}
