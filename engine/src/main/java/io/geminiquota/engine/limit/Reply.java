package io.geminiquota.engine.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a {@link SharedQuota} replies to a petition. Immutable.
 *
 * @param epoch another than before once the store has forgotten what was used, or its clock was
 *     set; who knew of another one is granted nothing by the reply that tells of it, and for the
 *     first window all count as members that any knew of
 * @param at the store's time, by which a jump of its clock is noticed
 * @param granted how many of those may go that wanted to, the first ones: they count from now on; 0
 *     while nobody is to be sent
 * @param comeAgain when the next may have room, as far as can be told; 0 if nobody waits for it
 * @param used what counts in all, with what was granted now
 * @param others what the others have used of it, by its age, where the petition wanted nothing:
 *     else empty
 * @param members how many JVMs use the quota, this included, with those that were not heard of
 *     lately
 * @param leads whether this is the one that tries if there is more room than is known
 * @param day what the others have used of the day, the limits that any was told, and that the day
 *     was found to be used up
 * @param lessons what any has found out
 */
public record Reply(
    String epoch,
    Instant at,
    int granted,
    Duration comeAgain,
    Cost used,
    List<PastUse> others,
    int members,
    boolean leads,
    DayPage day,
    Lessons lessons) {

  /** Copies the list, so that a reply never changes. */
  public Reply {
    others = List.copyOf(others);
  }
}
