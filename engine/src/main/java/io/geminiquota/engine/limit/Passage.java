package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.QuotaObserver;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way of one attempt through its gates: the budgets of the methods that it is made in, the
 * outermost first, then the quota of its project. It stands at one gate at a time. What has
 * admitted it already counts it as used while it waits at the next, and the use begins to age when
 * the attempt leaves; so a budget is as exact as a quota.
 *
 * <p>Each attempt needs a passage of its own. Its steps are made one after the other; only {@link
 * #leave} may come from another thread in the middle of them.
 */
public final class Passage {

  private static final Step[] NONE = {};

  private final List<QuotaGate> budgets;
  private final QuotaGate quota;
  private final Place place;

  /** The gates asked so far; never changed in place. */
  private volatile Step[] steps = NONE;

  /** Guarded by this, as is the adding of steps. */
  private boolean left;

  /** A gate, and the attempt's place at it. */
  private record Step(QuotaGate gate, Place place) {

    /** Where the place stands: another gate than was asked if that one has given way. */
    QuotaGate at() {
      QuotaGate at = place.gate;
      return at == null ? gate : at;
    }
  }

  /**
   * @param budgets the gates of the methods' own budgets, outermost first, each only once
   * @param quota the gate of the project's quota
   * @param place the attempt's at the project's quota; its turn is told when the whole way is free
   */
  public Passage(List<QuotaGate> budgets, QuotaGate quota, Place place) {
    this.budgets = budgets;
    this.quota = quota;
    this.place = place;
  }

  /** Asks leave to send the attempt; see {@link QuotaGate#ask}. */
  public Admission ask() {
    // Who cannot pass the last gate in time need not wait at the first to be told.
    boolean inTime = budgets.isEmpty() || quota.opensAt() <= place.deadline;
    return inTime ? askFrom(0) : askAt(new Step(quota, place));
  }

  /** Where it was asked for last: there it stands, or was refused. */
  public Place place() {
    Step[] asked = steps;
    return asked.length == 0 ? place : asked[asked.length - 1].place;
  }

  /** Where it was held last; {@link #place} if it was not held. */
  public Place heldAt() {
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
    asked[asked.length - 1].at().turnedAway(place);
  }

  /** The attempt has failed. It was sent all the same, so no budget gets anything back. */
  public void failed(Verdict verdict) {
    for (Step step : steps) {
      if (step.gate == quota) {
        step.at().failed(place, verdict);
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
      Admission admission = askAt(new Step(budgets.get(gate), place.atBudget(goingOn(gate + 1))));
      if (admission != Admission.ADMITTED) {
        return admission;
      }
    }
    return askAt(new Step(quota, place));
  }

  private Admission askAt(Step step) {
    synchronized (this) {
      if (left) {
        return Admission.HELD;
      }
      steps = Arrays.copyOf(steps, steps.length + 1);
      steps[steps.length - 1] = step;
    }
    return step.gate.ask(step.place);
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
