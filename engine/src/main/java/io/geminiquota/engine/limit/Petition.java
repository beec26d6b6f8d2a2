package io.geminiquota.engine.limit;

import io.geminiquota.annotations.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a JVM tells a {@link SharedQuota}, and asks of it. Immutable.
 *
 * @param number of this petition: 1, 2, 3 and so on for each gate of a JVM
 * @param heard the replies up to this number were heard, or are not waited for any more
 * @param window how long a use counts
 * @param bounds how much may count of all that is used in a window, as far as this JVM knows
 * @param dayBounds the same for the day
 * @param dayEnds when the quota day ends that is counted now
 * @param wants what wants to go, who is first before all others; may be empty
 * @param priority the most urgent of those who want to go or wait
 * @param waiting how many of that priority wait, those who want to go included; 0 if nobody has
 *     come yet for what is wanted, so that nothing is kept for them
 * @param waitingFor how long the first has waited
 * @param made what went without leave, while there was nobody to ask
 * @param amendments to what was granted
 * @param day what this JVM has used of the day, but for what was granted to petitions later than
 *     {@code heard}; the limits that it was told, and that the day was found to be used up
 * @param lessons what it has found out
 */
public record Petition(
    long number,
    long heard,
    Duration window,
    Bounds bounds,
    Bounds dayBounds,
    Instant dayEnds,
    List<Cost> wants,
    Priority priority,
    int waiting,
    Duration waitingFor,
    List<PastUse> made,
    List<Amendment> amendments,
    DayPage day,
    Lessons lessons) {

  /** Copies the lists, so that a petition never changes. */
  public Petition {
    wants = List.copyOf(wants);
    made = List.copyOf(made);
    amendments = List.copyOf(amendments);
  }
}
