package io.geminiquota.engine.limit;

import org.jspecify.annotations.Nullable;

/**
 * Whether the server counts what it rejects. Some do, and then every rejection costs a place in the
 * window; so it is taken for granted until it is seen not to be so. That costs little: rejections
 * come at the end of a burst and cease to count soon after it. What settles it is a test, an
 * attempt that would be clearly too many if they counted. Not thread-safe: the gate's lock guards
 * it.
 */
final class RejectedUse {

  /** Fewer are within the jitter of arrival. */
  private static final int LEAST_FOR_A_TEST = 4;

  private enum State {
    OPEN,
    COUNTED,
    NOT_COUNTED
  }

  private final RollingWindow rejections;
  private State state = State.OPEN;
  private @Nullable Place test;

  /**
   * @param window how long a rejection counts, in nanoseconds
   */
  RejectedUse(long window) {
    this.rejections = new RollingWindow(window);
  }

  /** How much of a limit is taken by rejections, as far as is known. */
  long counted(Dimension dimension, long now) {
    return state == State.NOT_COUNTED ? 0 : rejections.used(dimension, now);
  }

  /** What was rejected, and when. */
  RollingWindow rejections() {
    return rejections;
  }

  /** What rejections leave of so much, as far as is known; negative if they take more. */
  long left(long allowed, Dimension dimension, long now) {
    return allowed - counted(dimension, now);
  }

  /**
   * Whether an attempt may go as a test.
   *
   * @param dimension in which it is to be too many
   * @param cost what it uses there
   * @param used what was let through in the last window
   * @param limit how much may be let through
   * @param quiet whether nothing ceases to count just now, for the server neither: then one too
   *     many is enough
   */
  boolean allowsTest(
      Dimension dimension, long cost, long used, long limit, boolean quiet, long now) {
    if (state != State.OPEN || test != null) {
      return false;
    }
    long taken = rejections.used(dimension, now);
    long tooMany = used + taken + cost - limit;
    return taken > 0 && used < limit && isDecisive(dimension, cost, taken, tooMany, quiet);
  }

  private static boolean isDecisive(
      Dimension dimension, long cost, long taken, long tooMany, boolean quiet) {
    if (dimension == Dimension.TOKENS) {
      // Of tokens there is an estimate only.
      return tooMany > Math.max(taken, cost) / 2;
    }
    return quiet ? tooMany >= 1 : taken >= LEAST_FOR_A_TEST && tooMany > taken / 2;
  }

  /** Whether no rejection ceases to count within some time, before or after. */
  boolean isQuiet(long now, long margin) {
    return rejections.isQuiet(now, margin);
  }

  /** Whether an attempt that goes may be the test. */
  boolean mayBeTested() {
    return state == State.OPEN && test == null && !rejections.isEmpty();
  }

  /** This attempt is the test. */
  void testedBy(Place place) {
    test = place;
  }

  /**
   * The attempt was let through.
   *
   * @return whether that settled the question
   */
  boolean accepted(Place place) {
    boolean settled = wasTest(place);
    if (settled) {
      state = State.NOT_COUNTED;
    }
    return settled;
  }

  void rejected(Place place, long now) {
    if (wasTest(place)) {
      state = State.COUNTED;
    }
    rejections.left(rejections.take(now, place.cost), now);
  }

  /** The attempt ended without an answer. */
  void abandoned(Place place) {
    wasTest(place);
  }

  /** When a rejection ceases to count; {@link Long#MAX_VALUE} if none counts. */
  long nextExpiry(long now) {
    return state == State.NOT_COUNTED ? Long.MAX_VALUE : rejections.nextExpiry(now);
  }

  private boolean wasTest(Place place) {
    boolean was = test == place;
    if (was) {
      test = null;
    }
    return was;
  }
}
