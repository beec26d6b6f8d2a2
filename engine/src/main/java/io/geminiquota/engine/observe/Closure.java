package io.geminiquota.engine.observe;

import io.geminiquota.engine.classify.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a gate lets nobody through now, whatever there is room for.
 *
 * @param reason what has closed it; of several the one that lasts longest
 * @param opens when it opens again to all; null when the attempt that is under way as a probe
 *     decides that. One probe may go earlier
 * @param verdict what the server said of the day's quota, null for other reasons
 * @param advice what a person should do now, null where there is nothing to do but to wait
 */
public record Closure(
    Reason reason, @Nullable Instant opens, @Nullable Verdict verdict, @Nullable String advice) {

  /** What closes a gate. */
  public enum Reason {
    /** The server asked to wait so long. */
    HINT,
    /** The quota of the day is used up. */
    DAY_USED_UP,
    /** The server says so, but there is reason to doubt it: a probe will tell. */
    DAY_DOUBTED,
    /** The server turns attempts away without numbers: they go one by one, as fast as it takes. */
    OVERLOAD,
    /** An attempt was turned away just now, and the reason is still being read. */
    BEING_JUDGED,
    /** One attempt is under way to see whether things have changed. */
    PROBED
  }
}
