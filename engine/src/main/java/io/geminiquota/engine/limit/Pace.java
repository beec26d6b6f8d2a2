package io.geminiquota.engine.limit;

import io.geminiquota.engine.retry.Ladder;
import org.jspecify.annotations.Nullable;

/**
 * How fast a gate sends to a server that turns attempts away and names no quota: a shared pool that
 * is full, a model that is overloaded, too much money spent in ten minutes. Nobody is held until
 * that happens more often than chance explains. Then
 *
 * <ul>
 *   <li>the pace is lowered to what was taken of late, a little less, and tried for some attempts;
 *   <li>if the refusals cease, they were due to our number: the pace rises again, quickly up to
 *       where it was too much, slowly there, then ever faster (as TCP CUBIC does, whose curve is
 *       the same for servers of any size);
 *   <li>if a second, lower pace is refused just as often, our number is not what it is about. To
 *       hold anybody would only waste the room there is, so such a share is tolerated from then on;
 *   <li>if everything is refused, one attempt at a time goes as a probe at growing intervals, until
 *       one succeeds.
 * </ul>
 *
 * <p>It works on the rate of admission and not on the number under way, because refusals come back
 * at once: a window would fill their places a hundred times while one call is being answered. Not
 * thread-safe: the gate's lock guards it.
 */
final class Pace {

  private static final double SECOND = 1e9;

  /** Below this share, more attempts win more than their refusals cost. */
  private static final double TOLERANCE = 0.15;

  /** What is refused more often than this is never taken for usual. */
  private static final double MOST_USUAL = 0.6;

  /** A trial that is refused this much as often as the one before it, at a lower pace, failed. */
  private static final double AS_BEFORE = 0.7;

  /** How far below what the server took of late a trial is made. */
  private static final double STEP_BACK = 0.9;

  private static final double SHORTEST_RISE_SECONDS = 5;
  private static final double LONGEST_RISE_SECONDS = 60;

  /** With fewer attempts on the way up, too much would not be noticed before it is far too much. */
  private static final double ATTEMPTS_IN_A_RISE = 15;

  /** Flat around where it was too much, and yet soon back at ten times as much. */
  private static final double STEEPNESS = 5;

  /** A pace so many times higher than where it began holds nobody. */
  private static final double NO_LIMIT = 1000;

  /** Who comes late, because timers do, may catch up this much. */
  private static final long CATCH_UP_NANOS = 50_000_000;

  private static final double USUAL_MEMORY = 100;

  private enum State {
    /** Nobody is held. */
    FREE,
    /** At a constant pace. */
    TRIAL,
    /** From the trial's pace up to where it was too much, and beyond. */
    RISING,
    /** Twice as fast every second, after all was refused or our number did not matter. */
    DOUBLING,
    /** One probe at a time. */
    STALLED
  }

  private final Ladder ladder;
  private final Settlement settlement = new Settlement();
  private final Evidence evidence = new Evidence();
  private final RateMeter sent;

  private State state = State.FREE;
  private @Nullable Trial trial;

  /** The share that the trial before this one was refused; 0 if there was none. */
  private double shareBefore;

  /** The share of refusals that has nothing to do with our number. */
  private double usual;

  /** Attempts per second at {@link #since}. */
  private double base;

  private long since;
  private long next;
  private long passed;

  /** The number of the first attempt that was sent at the present pace. */
  private long firstOfPace;

  private int failedProbes;

  /**
   * @param ladder the pauses between probes
   */
  Pace(Ladder ladder, long now) {
    this.ladder = ladder;
    this.sent = new RateMeter(now);
    this.next = now;
  }

  /** When the next attempt may go; the past if now. */
  long opensAt(long now) {
    return state == State.FREE ? now : next;
  }

  /** Whether only one attempt at a time may go, as a probe. */
  boolean allowsProbesOnly() {
    return state == State.STALLED;
  }

  /** An attempt goes. */
  void passed(Place place, long now) {
    settle(now);
    place.number = passed++;
    place.passedAt = now;
    settlement.passed(place);
    sent.count(now);
    if (state == State.RISING || state == State.DOUBLING || state == State.TRIAL) {
      double rate = rate(now);
      if (rate > NO_LIMIT * base) {
        state = State.FREE;
      }
      next = Math.max(next, now - CATCH_UP_NANOS) + (long) (SECOND / rate);
    }
  }

  /** It was answered, and not with an error. */
  void accepted(Place place, long now) {
    settle(place, Fate.TAKEN);
    if (state == State.STALLED && isOfPace(place)) {
      begin(State.DOUBLING, 1, now);
      next = now;
    }
    settle(now);
  }

  /** It was turned away, and no quota was named. */
  void refused(Place place, long now) {
    settlement.refused(place, now);
    settle(place, Fate.REFUSED);
    if (state == State.STALLED && isOfPace(place)) {
      failedProbes++;
      next = now + ladder.pause(failedProbes);
    }
    settle(now);
  }

  /** It ended in a way that says nothing of the server's room. */
  void left(Place place, long now) {
    settle(place, Fate.SILENT);
    // Nobody may come after it, and what is over must not be kept.
    settle(now);
  }

  private static void settle(Place place, Fate fate) {
    if (place.fate == Fate.OPEN) {
      place.fate = fate;
    }
  }

  private boolean isOfPace(Place place) {
    return place.number >= firstOfPace;
  }

  private void settle(long now) {
    Place place = settlement.next(now);
    while (place != null) {
      if (place.fate != Fate.SILENT && isOfPace(place)) {
        settled(place.fate == Fate.REFUSED, now);
      }
      place = settlement.next(now);
    }
  }

  private void settled(boolean refused, long now) {
    if (trial != null) {
      if (trial.add(refused)) {
        judge(trial, now);
      }
    } else if (state != State.STALLED) {
      follow(refused);
      if (evidence.add(refused, TOLERANCE + usual)) {
        shareBefore = 0;
        usual = 0;
        if (evidence.allRefused() && state != State.DOUBLING) {
          stall(now);
        } else {
          slowDown(evidence.share(TOLERANCE), now);
        }
      }
    }
  }

  /** Lets what is usual follow what is seen, once there is such a thing. */
  private void follow(boolean refused) {
    if (state == State.FREE && usual > 0) {
      usual += ((refused ? 1 : 0) - usual) / USUAL_MEMORY;
      usual = Math.min(usual, MOST_USUAL);
    }
  }

  private void judge(Trial over, long now) {
    double share = over.share();
    boolean noBetter = shareBefore > 0 && share >= AS_BEFORE * shareBefore;
    if (share <= TOLERANCE) {
      usual = share;
      begin(State.RISING, base, now);
    } else if (share == 1) {
      stall(now);
    } else if (noBetter && share < MOST_USUAL) {
      usual = share;
      begin(State.DOUBLING, rate(now), now);
    } else {
      shareBefore = share;
      slowDown(share, now);
    }
  }

  private void slowDown(double share, long now) {
    double least = SECOND / ladder.longest().toNanos();
    double taken = Math.max(least, actualRate(now) * (1 - share));
    begin(State.TRIAL, taken, now);
    trial = new Trial(taken);
    next = now + (long) (SECOND / rate(now));
  }

  private void stall(long now) {
    begin(State.STALLED, 1, now);
    failedProbes = 0;
    next = now + ladder.pause(0);
  }

  private void begin(State newState, double newBase, long now) {
    state = newState;
    base = newBase;
    since = now;
    trial = null;
    firstOfPace = passed;
    evidence.clear();
  }

  /** What was really sent: there may be fewer who want to than may. */
  private double actualRate(long now) {
    if (state == State.FREE) {
      return sent.perSecond();
    }
    double allowed = rate(now);
    return allowed < RateMeter.LEAST ? allowed : Math.min(allowed, sent.perSecond());
  }

  /** How many attempts may go in a second. */
  private double rate(long now) {
    double seconds = (now - since) / SECOND;
    return switch (state) {
      case RISING -> {
        double rise =
            Math.min(
                LONGEST_RISE_SECONDS, Math.max(SHORTEST_RISE_SECONDS, ATTEMPTS_IN_A_RISE / base));
        yield base * (1 + (1 - STEP_BACK) * Math.pow(seconds / rise - 1, STEEPNESS));
      }
      case DOUBLING -> base * Math.pow(2, seconds);
      case FREE, TRIAL, STALLED -> STEP_BACK * base;
    };
  }
}
