package io.geminiquota.engine.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the ledger of a gate counts, beyond the life of this JVM. Asked under the gate's lock:
 * it answers from memory, at once.
 */
public interface DayKeeper {

  /** What is known to be kept of the day that ends then, null if nothing is. */
  @Nullable DayPage page(Instant ends);

  /** The ledger has something to add, or wants to know what others have added: within a second. */
  void soon();

  /** The same without delay. */
  void atOnce();

  /** Keeps nothing. */
  static DayKeeper none() {
    return ForgetfulKeeper.INSTANCE;
  }
}
