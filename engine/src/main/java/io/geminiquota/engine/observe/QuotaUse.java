package io.geminiquota.engine.observe;

import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.Quota;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is used of one quota, as far as this JVM knows; of a day also what other JVMs use that keep
 * their ledgers in the same place.
 *
 * @param dimension what is counted
 * @param window the period over which it counts: a rolling minute, or the quota day
 * @param quota the limit that is in force, null while none is known; then only the use is told
 * @param used how much counts now, attempts under way included; of a minute what of the last one,
 *     of a day what since it began. Tokens are estimates until the answers have told
 * @param share how much of the limit we ask for in a window, where that is another number: less
 *     when others use the quota too, more when a raised limit was noticed; null when it is the
 *     limit
 * @param remaining how much may still be used now, 0 or more; null while no limit is known. 0 also
 *     when the server says that the day is used up, whatever was counted here
 * @param ends when the quota day ends, null for a minute
 * @param exhausted when the day's quota will be used up at the recent rate; null when there is too
 *     little to say, when the day ends before, and when it is used up already
 */
public record QuotaUse(
    Dimension dimension,
    Window window,
    @Nullable Quota quota,
    long used,
    @Nullable Long share,
    @Nullable Long remaining,
    @Nullable Instant ends,
    @Nullable Instant exhausted) {

  /** Whether it is a day's quota that nothing is left of. */
  public boolean isDayUsedUp() {
    return window == Window.DAY && remaining != null && remaining == 0;
  }
}
