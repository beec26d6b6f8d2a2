package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.QuotaObserver;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one attempt through its gates: the budgets of the methods that it is made in, the
 * outermost first, then the quota of its project, or the first that is free of several. It stands
 * at one gate at a time, but for the last. What has admitted it already counts it as used while it
 * waits at the next, and the use begins to age when the attempt leaves; so a budget is as exact as
 * a quota.
 *
 * <p>Each attempt needs a passage of its own. Its steps are made one after the other; only {@link
 * #leave} may come from another thread in the middle of them.
 */
public final class Passage {

  private static final Step[] NONE = {};

  private final List<QuotaGate> budgets;
  private final List<Stand> stands;
  private final Place place;

  /** The gates asked so far; never changed in place. */
  private volatile Step[] steps = NONE;

  /** Where it asks for one of several quotas, null until it does. */
  private volatile @Nullable Crossroads crossroads;

  /** Guarded by this, as is the adding of steps. */
  private boolean left;

  /** A gate, and the attempt's place at it. */
  private record Step(QuotaGate gate, Place place, boolean isQuota) {

    /** Where the place stands: another gate than was asked if that one has given way. */
    QuotaGate at() {
      QuotaGate at = place.gate;
      return at == null ? gate : at;
    }
  }

  /**
   * @param budgets the gates of the methods' own budgets, outermost first, each only once
   * @param stands the attempt's at the quotas of which it needs one, the best first; at least one.
   *     Its turn is told when the whole way is free
   */
  public Passage(List<QuotaGate> budgets, List<Stand> stands) {
    this.budgets = budgets;
    this.stands = stands;
    this.place = stands.get(0).place();
  }

  /** Asks leave to send the attempt; see {@link QuotaGate#ask}. */
  public Admission ask() {
    // Who cannot pass the last gate in time need not wait at the first to be told.
    return budgets.isEmpty() || opensInTime() ? askFrom(0) : askForQuota();
  }

  private boolean opensInTime() {
    return stands.stream().anyMatch(stand -> stand.gate().opensAt() <= stand.place().deadline);
  }

  /** Where it was asked for last: there it stands, or was refused; of several the best. */
  public Place place() {
    Crossroads several = crossroads;
    if (several != null && several.taken() == null && !several.asked().isEmpty()) {
      return several.asked().get(0).place();
    }
    Step[] asked = steps;
    return asked.length == 0 ? place : asked[asked.length - 1].place;
  }

  /** Which of the stands it was let through at: its number among them. */
  public int taken() {
    Crossroads several = crossroads;
    return several == null ? 0 : several.number();
  }

  /** Where it was held last; {@link #place} if it was not held. */
  public Place heldAt() {
    Crossroads several = crossroads;
    if (several != null && several.taken() == null) {
      for (Stand stand : several.asked()) {
        if (stand.place().reason() != null) {
          return stand.place();
        }
      }
    }
    Step[] asked = steps;
    for (int step = asked.length - 1; step >= 0; step--) {
      if (asked[step].place.reason() != null) {
        return asked[step].place;
      }
    }
    return place();
  }

  /** The attempt leaves for the server now. */
  public void left() {
    for (Step step : steps) {
      step.at().left(step.place);
    }
  }

  /** The attempt has its answer. */
  public void succeeded() {
    for (Step step : steps) {
      step.at().succeeded(step.place);
    }
  }

  /** The attempt was turned away; {@link #failed} follows when it is known why. */
  public void turnedAway() {
    Step[] asked = steps;
    Step last = asked[asked.length - 1];
    last.at().turnedAway(last.place);
  }

  /** The attempt has failed. It was sent all the same, so no budget gets anything back. */
  public void failed(Verdict verdict) {
    for (Step step : steps) {
      if (step.isQuota) {
        step.at().failed(step.place, verdict);
      } else {
        step.gate.leave(step.place);
      }
    }
  }

  /** Gives all places up; see {@link QuotaGate#leave}. Harmless for an attempt that has ended. */
  public void leave() {
    synchronized (this) {
      left = true;
    }
    Crossroads several = crossroads;
    if (several != null) {
      several.leave();
    }
    for (Step step : steps) {
      step.gate.leave(step.place);
    }
  }

  /** The answer was read to its end, or given up. Harmless for an attempt that has ended. */
  public void closed() {
    for (Step step : steps) {
      step.at().closed(step.place);
    }
  }

  /** The answer told how many tokens the prompt really had. */
  public void correct(long tokens) {
    for (Step step : steps) {
      step.at().correct(step.place, tokens);
    }
  }

  /** Goes on from a gate until it is held, refused or through. */
  private Admission askFrom(int first) {
    for (int gate = first; gate < budgets.size(); gate++) {
      Place here = place.atBudget(stands, goingOn(gate + 1));
      Admission admission = askAt(new Step(budgets.get(gate), here, false));
      if (admission != Admission.ADMITTED) {
        return admission;
      }
    }
    return askForQuota();
  }

  private Admission askForQuota() {
    if (stands.size() == 1) {
      return askAt(new Step(stands.get(0).gate(), place, true));
    }
    Crossroads several = new Crossroads(stands, takingOneOfSeveral());
    synchronized (this) {
      if (left) {
        return Admission.HELD;
      }
      crossroads = several;
    }
    Admission admission = several.ask();
    if (admission == Admission.ADMITTED) {
      takeOneOf(several);
    }
    return admission;
  }

  private Place.Turn takingOneOfSeveral() {
    return new Place.Turn() {
      @Override
      public void caused(Consumer<QuotaObserver> news) {
        place.turn.caused(news);
      }

      @Override
      public void admitted() {
        Crossroads several = crossroads;
        if (several != null) {
          takeOneOf(several);
        }
        place.turn.admitted();
      }

      @Override
      public void refused() {
        place.turn.refused();
      }
    };
  }

  private void takeOneOf(Crossroads several) {
    Stand taken = several.taken();
    if (taken != null && !add(new Step(taken.gate(), taken.place(), true))) {
      taken.gate().leave(taken.place());
    }
  }

  private Admission askAt(Step step) {
    return add(step) ? step.gate.ask(step.place) : Admission.HELD;
  }

  /** Whether it goes on: who has left does not. */
  private synchronized boolean add(Step step) {
    if (left) {
      return false;
    }
    steps = Arrays.copyOf(steps, steps.length + 1);
    steps[steps.length - 1] = step;
    return true;
  }

  /** What happens when the turn at a budget has come. */
  private Place.Turn goingOn(int next) {
    return new Place.Turn() {
      @Override
      public void caused(Consumer<QuotaObserver> news) {
        place.turn.caused(news);
      }

      @Override
      public void admitted() {
        switch (askFrom(next)) {
          case ADMITTED -> place.turn.admitted();
          case REFUSED -> place.turn.refused();
          case HELD -> {}
        }
      }

      @Override
      public void refused() {
        place.turn.refused();
      }
    };
  }
}
