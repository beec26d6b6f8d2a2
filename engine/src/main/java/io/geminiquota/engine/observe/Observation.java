package io.geminiquota.engine.observe;

import java.util.function.Consumer;

/**
 * What is told of one call, in the order it happens: any number of holds, attempts and news, then
 * exactly one {@link #finished}. Each method may be called on another thread, but never two at
 * once. Implementations say what they want to know; the rest does nothing.
 */
public interface Observation {

  /**
   * Makes this call the one that the current thread works for, so that what an attempt does (an
   * HTTP client's own spans) is seen as part of it.
   */
  default Scope activate() {
    return Unobserved.INSTANCE;
  }

  /** A wait has ended, because the call was admitted, refused or cancelled. */
  default void held(Hold hold) {}

  /** What the cache was to the call; told of calls only that may use it. */
  default void cached(CacheUse use) {}

  /** The next attempt goes another way than the application asked. */
  default void rerouted(Rerouting rerouting) {}

  /** An attempt has its answer: the response's status and headers, or its failure. */
  default void attempted(Attempt attempt) {}

  /**
   * This call has caused something that is told to every {@link QuotaObserver}: it taught a limit,
   * opened or closed a circuit, or crossed a threshold of the day's quota.
   *
   * @param news to be told to whoever wants to know what it is
   */
  default void caused(Consumer<QuotaObserver> news) {}

  /** What is done about the attempt that was told last, which failed. */
  default void decided(Remedy remedy) {}

  /** The call is over: its body was read to the end or abandoned, or there was none to read. */
  default void finished(Outcome outcome) {}

  /** Ends what {@link #activate} began, on the same thread. */
  interface Scope extends AutoCloseable {
    @Override
    void close();
  }
}
