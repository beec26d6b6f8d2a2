package io.geminiquota.engine.limit;

import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How much of each of a window's limits is ours. Not thread-safe: the gate's lock guards it. */
final class Shares {

  private Share[] all = {};
  private boolean othersTry;

  /** One for each dimension that is limited; not to be changed. */
  Share[] all() {
    return all;
  }

  /** How much of one limit is ours, null if there is none. */
  @Nullable Share of(Dimension dimension) {
    for (Share share : all) {
      if (share.dimension() == dimension) {
        return share;
      }
    }
    return null;
  }

  /** From now on instead of the one of the same dimension, if there is one. */
  void keep(Share news) {
    Stream<Share> others = Stream.of(all).filter(old -> old.dimension() != news.dimension());
    all = Stream.concat(others, Stream.of(news)).toArray(Share[]::new);
    news.leaveTriesToOthers(othersTry);
  }

  /** From now on, more is tried by another JVM of the cluster, or by this one again. */
  void leaveTriesToOthers(boolean leave) {
    othersTry = leave;
    for (Share share : all) {
      share.leaveTriesToOthers(leave);
    }
  }

  /** Another JVM of the cluster has found out how much is ours together. */
  void adopt(Bounds found, long now) {
    for (Share share : all) {
      long theirs = found.of(share.dimension());
      if (theirs != Bounds.ANY) {
        share.adopt(theirs, now);
      }
    }
  }

  /** How much is ours, as far as is known. */
  Bounds ours() {
    return bounds(Share::ours);
  }

  /** How much may be used now, with what is tried. */
  Bounds allowed(long now) {
    return bounds(share -> share.allowed(now));
  }

  /** How much is everybody's, as far as is known. */
  Bounds limits() {
    return bounds(Share::limit);
  }

  private Bounds bounds(ToLongFunction<Share> amount) {
    return Bounds.each(
        dimension -> {
          Share share = of(dimension);
          return share == null ? Bounds.ANY : amount.applyAsLong(share);
        });
  }
}
