package io.geminiquota.engine.limit;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The quota of one gate, as all JVMs of a cluster use it. The store decides who may go: it keeps
 * every use of the last window and the sums of the day, on its own clock, and grants what is left
 * of the bounds, in one step that nobody comes between.
 */
public interface SharedQuota {

  /**
   * Tells the store what is new here, asks leave for what wants to go, and hears what is new there:
   * one round trip. Returns at once and never throws.
   *
   * @param then told once, on any thread and without a lock, what the store replied; null if it did
   *     not, or not in time. Replies come in the order of the petitions
   */
  void exchange(Petition petition, Consumer<@Nullable Reply> then);

  /** This JVM uses the quota no more, until its next petition. Whether it arrives is not told. */
  void leave();
}
