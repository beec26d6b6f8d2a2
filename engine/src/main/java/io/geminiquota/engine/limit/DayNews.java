package io.geminiquota.engine.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger holds that is not kept yet. What is on its way to be kept stays here until it has
 * arrived, so that nothing is lost if it does not. Not thread-safe: the gate's lock guards it.
 */
final class DayNews {

  private static final Dimension[] DIMENSIONS = Dimension.values();

  /** How much of what this JVM has counted on this page is kept. */
  private final long[] kept = new long[Dimension.COUNT];

  private final @Nullable Quota[] limits = new Quota[Dimension.COUNT];
  private boolean limitsAreNew;
  private @Nullable UsedUp usedUp;

  /**
   * How much is not kept yet; below 0 if more is kept than was really used.
   *
   * @param own what this JVM has counted on this page
   */
  long counted(Dimension dimension, long own) {
    return own - kept[dimension.index];
  }

  /** The limit that the server told, null for none any more. */
  void limit(Dimension dimension, @Nullable Quota told) {
    limits[dimension.index] = told;
    limitsAreNew |= told != null;
  }

  void usedUp(UsedUp found) {
    usedUp = found;
  }

  /** What was found and is not told yet, null for nothing. */
  @Nullable UsedUp usedUp() {
    return usedUp;
  }

  /** This was told. */
  void told(@Nullable UsedUp found) {
    if (Objects.equals(found, usedUp)) {
      usedUp = null;
    }
  }

  /**
   * What is to be kept, null if there is nothing new.
   *
   * @param own what this JVM has counted on this page
   */
  @Nullable DayEntry entry(Instant ends, ToLongFunction<Dimension> own) {
    long[] counts = new long[Dimension.COUNT];
    boolean counted = false;
    for (Dimension dimension : DIMENSIONS) {
      long count = counted(dimension, own.applyAsLong(dimension));
      counts[dimension.index] = count;
      counted |= count != 0;
    }
    if (!counted && !limitsAreNew && usedUp == null) {
      return null;
    }
    List<Quota> told = new ArrayList<>();
    for (Quota quota : limits) {
      if (quota != null) {
        told.add(quota);
      }
    }
    return new DayEntry(ends, new DayPage(counts[0], counts[1], counts[2], told, usedUp));
  }

  /** An entry is kept now. */
  void kept(DayPage entry) {
    limitsAreNew = false;
    for (Dimension dimension : DIMENSIONS) {
      kept[dimension.index] += entry.of(dimension);
      Quota quota = limits[dimension.index];
      limitsAreNew |= quota != null && !entry.limits().contains(quota);
    }
    told(entry.usedUp());
  }

  /** Another day begins, with the same limits. */
  void turn() {
    Arrays.fill(kept, 0);
    usedUp = null;
  }
}
