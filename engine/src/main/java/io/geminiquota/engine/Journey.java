package io.geminiquota.engine;

import io.geminiquota.engine.Itinerary.Leg;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Foresight;
import io.geminiquota.engine.limit.Passage;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.limit.QuotaGate;
import io.geminiquota.engine.limit.Stand;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.retry.Treatment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a call stands: asks for leave on the ways that its {@link Itinerary} chooses, and on others
 * when it has waited there in vain. Its steps are made one after the other; only {@link #leave} may
 * come from another thread in the middle of them.
 */
final class Journey {

  /** For a look at what a way is like. */
  private static final Place.Turn NOBODYS =
      new Place.Turn() {
        @Override
        public void admitted() {}

        @Override
        public void refused() {}
      };

  private final Itinerary itinerary;
  private final List<QuotaGate> budgets;
  private final Places places;
  private final TimeSource time;

  /** Guarded by this, as is all that follows. */
  private Way current;

  private List<Way> leg = List.of();
  private @Nullable Passage passage;
  private boolean left;

  /** Makes the places of a call. */
  interface Places {

    /**
     * The place of an attempt.
     *
     * @param until how long it waits there, if its own deadline is not before
     */
    Place on(Way way, long until, Place.Turn turn);
  }

  /**
   * @param budgets of the methods that the call is made in, outermost first
   */
  Journey(Itinerary itinerary, List<QuotaGate> budgets, Places places, TimeSource time) {
    this.itinerary = itinerary;
    this.budgets = budgets;
    this.places = places;
    this.time = time;
    this.current = itinerary.asked();
  }

  /** Which way the attempt goes that was admitted last; the one that was asked before any was. */
  synchronized Way current() {
    return current;
  }

  /** The passage of the present attempt, null before there is one. */
  synchronized @Nullable Passage passage() {
    return passage;
  }

  /** Asks leave for the next attempt. */
  Admission ask(Place.Turn turn) {
    Leg next = itinerary.next(this::look);
    Admission admission = ask(next, turn);
    return admission == Admission.REFUSED && !next.isLast() ? askAnywhere(turn) : admission;
  }

  /**
   * When the call can be sent again after a failure, empty if it is over. What is wrong with the
   * request itself is so on every way to the same model; what failed elsewhere is not what the
   * application asked for, so that the last word has the way that it asked.
   */
  OptionalLong goesOnAfter(Way failed, Verdict verdict) {
    if (!failed.gate.isOn() || (failed.tier == 0 && isAboutTheRequest(verdict.kind()))) {
      return OptionalLong.empty();
    }
    Leg next = itinerary.next(this::look);
    if (!next.ways().isEmpty()) {
      return OptionalLong.of(itinerary.opensAt(next, this::look));
    }
    return failed.detour == null ? OptionalLong.empty() : OptionalLong.of(failed.notBefore());
  }

  private static boolean isAboutTheRequest(Kind kind) {
    return switch (kind) {
      case BAD_REQUEST, MODEL_NOT_FOUND, OTHER -> true;
      default -> false;
    };
  }

  /** Why the current way is not the one that was asked. */
  Rerouting.Reason reason() {
    Way asked = itinerary.asked();
    if (asked.hasNoCapacity()) {
      return Rerouting.Reason.CAPACITY;
    }
    Foresight foresight = asked.gate.foresee(look(asked));
    Foresight.Obstacle obstacle = foresight.obstacle();
    if (obstacle == null) {
      Way.Failure failure = asked.givenUp();
      if (failure != null) {
        return whyInVain(failure.verdict());
      }
      boolean free = foresight.opensAt() <= time.nanoTime();
      return free ? Rerouting.Reason.SHARED : Rerouting.Reason.QUOTA;
    }
    return switch (obstacle) {
      case DAY -> Rerouting.Reason.DAY;
      case OVERLOAD -> Rerouting.Reason.CAPACITY;
      case CIRCUIT -> Rerouting.Reason.CIRCUIT;
    };
  }

  private static Rerouting.Reason whyInVain(Verdict verdict) {
    return switch (Treatment.of(verdict.kind())) {
      case PACE -> Rerouting.Reason.QUOTA;
      case WAIT_FOR_RESET -> Rerouting.Reason.DAY;
      default -> Rerouting.Reason.CIRCUIT;
    };
  }

  /** The place of an attempt where the application asked, which says what is in its way there. */
  Place placeAsked() {
    Passage present = passage();
    if (itinerary.isSingle() && present != null) {
      return present.place();
    }
    Place place = look(itinerary.asked());
    Foresight unused = itinerary.asked().gate.foresee(place);
    return place;
  }

  /** What is to be said of the other ways to whoever is refused: a sentence, or nothing. */
  String otherWays() {
    if (itinerary.isSingle()) {
      return "";
    }
    StringJoiner said = new StringJoiner("; ", " No other way is free in time: ", ".");
    for (Way way : itinerary.all().subList(1, itinerary.all().size())) {
      long opensAt = way.outlook(look(way)).opensAt();
      Duration wait = Duration.ofNanos(Math.max(0, opensAt - time.nanoTime()));
      String when = opensAt == Long.MAX_VALUE ? "closed" : "in " + Verdicts.seconds(wait);
      said.add(
          way.call.route().model() + " of project " + way.call.route().project() + ": " + when);
    }
    return said.toString();
  }

  /** Gives the places of the present attempt up. */
  void leave() {
    Passage present = passage();
    if (present != null) {
      present.leave();
    }
    itinerary.all().forEach(way -> way.circuits.ended());
  }

  /** The same, for good: nothing is asked any more. */
  @Nullable Passage end() {
    synchronized (this) {
      left = true;
    }
    leave();
    return passage();
  }

  private Admission askAnywhere(Place.Turn turn) {
    return ask(itinerary.anywhere(this::look), turn);
  }

  private Admission ask(Leg next, Place.Turn turn) {
    Passage before = passage();
    if (before != null) {
      // Harmless for an attempt that has ended; who was refused may stand in budgets.
      before.leave();
    }
    if (next.ways().isEmpty()) {
      return Admission.REFUSED;
    }
    LegTurn told = new LegTurn(next, turn);
    List<Stand> stands = new ArrayList<>(next.ways().size());
    for (Way way : next.ways()) {
      stands.add(new Stand(way.gate, places.on(way, next.until(), told)));
    }
    Passage asking;
    synchronized (this) {
      if (left) {
        return Admission.HELD;
      }
      leg = next.ways();
      asking = new Passage(budgets, stands);
      passage = asking;
    }
    Admission admission = asking.ask();
    if (admission == Admission.ADMITTED) {
      goes(asking);
    }
    return admission;
  }

  private Place look(Way way) {
    return places.on(way, Long.MAX_VALUE, NOBODYS);
  }

  /** The attempt goes the way that was free. */
  private void goes(Passage asked) {
    Way taken;
    synchronized (this) {
      taken = leg.get(asked.taken());
      current = taken;
    }
    itinerary.taken(taken);
    // What was let through its circuits elsewhere, and did not go, is no probe.
    for (Way way : leg()) {
      if (way != taken) {
        way.circuits.ended();
      }
    }
  }

  private synchronized List<Way> leg() {
    return leg;
  }

  /** What comes of a wait on one leg. */
  private final class LegTurn implements Place.Turn {

    private final Leg waited;
    private final Place.Turn turn;

    LegTurn(Leg waited, Place.Turn turn) {
      this.waited = waited;
      this.turn = turn;
    }

    @Override
    public void caused(Consumer<QuotaObserver> news) {
      turn.caused(news);
    }

    @Override
    public void admitted() {
      Passage asked = passage();
      if (asked != null) {
        goes(asked);
      }
      turn.admitted();
    }

    @Override
    public void refused() {
      switch (waited.isLast() ? Admission.REFUSED : askAnywhere(turn)) {
        case ADMITTED -> turn.admitted();
        case REFUSED -> turn.refused();
        case HELD -> {}
      }
    }
  }
}
