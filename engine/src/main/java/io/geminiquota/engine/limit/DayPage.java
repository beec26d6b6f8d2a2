package io.geminiquota.engine.limit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one gate's quota day. The same form tells what stands there, and what is to be
 * added to it: then negative counts take back what was added before. Immutable.
 *
 * @param requests used
 * @param tokens of prompts used
 * @param images used
 * @param limits of the day that the server told, at most one for each dimension
 * @param usedUp that the day was found to be used up; null if it was not, or to add nothing to that
 */
public record DayPage(
    long requests, long tokens, long images, List<Quota> limits, @Nullable UsedUp usedUp) {

  /** Several JVMs may use a little more than a limit before they know of each other: a tenth. */
  private static final int OUTGROWN = 10;

  /** Nothing. */
  public static final DayPage BLANK = new DayPage(0, 0, 0, List.of(), null);

  /** Copies the limits, so that a page never changes. */
  public DayPage {
    limits = List.copyOf(limits);
  }

  long of(Dimension dimension) {
    return switch (dimension) {
      case REQUESTS -> requests;
      case TOKENS -> tokens;
      case IMAGES -> images;
    };
  }

  /** Whether a limit that the server told is used up. */
  boolean isFull() {
    return limits.stream().anyMatch(quota -> of(quota.dimension()) >= quota.limit());
  }

  /**
   * The limits that the server told, but for those that were clearly outgrown: they were raised.
   */
  List<Quota> credibleLimits() {
    return limits.stream()
        .filter(quota -> of(quota.dimension()) - quota.limit() <= quota.limit() / OUTGROWN)
        .toList();
  }

  /**
   * What stands there when an entry was added: nothing is less than zero, and the newer word holds.
   */
  public DayPage plus(DayPage entry) {
    List<Quota> told = new ArrayList<>(entry.limits);
    for (Quota quota : limits) {
      if (told.stream().noneMatch(newer -> newer.dimension() == quota.dimension())) {
        told.add(quota);
      }
    }
    return new DayPage(
        sum(requests, entry.requests),
        sum(tokens, entry.tokens),
        sum(images, entry.images),
        told,
        entry.usedUp == null ? usedUp : entry.usedUp);
  }

  private static long sum(long stands, long added) {
    long sum = stands + added;
    boolean overflows = added > 0 && sum < stands;
    return overflows ? Long.MAX_VALUE : Math.max(0, sum);
  }
}
