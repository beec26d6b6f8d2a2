package io.geminiquota.engine.observe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands at one gate at a moment.
 *
 * @param name which gate
 * @param aliases other names of its model that calls were made with, in the order of the alphabet
 * @param uses of the quotas that are known, and of what is counted without a known limit; minutes
 *     first, each window and dimension at most once
 * @param waiting how many attempts are held in its queue
 * @param underWay attempts that were let through and have no answer yet
 * @param open attempts that were let through and whose answer was not read to its end; those under
 *     way are among them
 * @param concurrency how many attempts may be open at once, null for any number
 * @param closed why nobody is let through now, null if the gate is open
 */
public record GateState(
    GateName name,
    List<String> aliases,
    List<QuotaUse> uses,
    int waiting,
    int underWay,
    int open,
    @Nullable Long concurrency,
    @Nullable Closure closed) {

  /** Copies the lists, so that a state never changes. */
  public GateState {
    aliases = List.copyOf(aliases);
    uses = List.copyOf(uses);
  }

  /** Whether the quota of the day is used up: by our own count, or by the server's word. */
  public boolean isDayUsedUp() {
    return uses.stream().anyMatch(QuotaUse::isDayUsedUp)
        || (closed != null && closed.reason() == Closure.Reason.DAY_USED_UP);
  }
}
