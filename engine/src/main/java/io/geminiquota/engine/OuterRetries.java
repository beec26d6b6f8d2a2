package io.geminiquota.engine;

import org.jspecify.annotations.Nullable;

/**
 * Whether a library that makes its calls again by itself, around us and on one thread, is to go on
 * with that: what is worth another attempt has had it before we give a call up.
 */
public final class OuterRetries {

  @SuppressWarnings("ThreadLocalUsage") // one for a governor, and there is one for a JVM
  private final ThreadLocal<@Nullable Boolean> inVain = new ThreadLocal<>();

  OuterRetries() {}

  /** The current thread begins something that a library may make again. */
  public void begin() {
    if (areInVain()) {
      inVain.set(null);
    }
  }

  /** A call of the current thread was given up. */
  public void inVain() {
    inVain.set(Boolean.TRUE);
  }

  /** Whether a call was given up since {@link #begin}. */
  public boolean areInVain() {
    return inVain.get() != null;
  }
}
