package io.geminiquota.engine.limit;

import io.geminiquota.engine.observe.QuotaObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that asks at several gates, and takes the first that lets it through: while it is
 * held it has a place in the queue of each, and gives the others back when one of them is free.
 * Tells and asks without a lock.
 */
final class Crossroads {

  private final List<Stand> stands;
  private final Place.Turn turn;

  /** Guarded by this, as is all that follows: where it has asked, with places that tell this. */
  private final List<Stand> asked = new ArrayList<>();

  private int refused;
  private boolean asking = true;
  private boolean left;
  private @Nullable Stand taken;

  /**
   * @param stands at which it asks, in this order; at least one
   * @param turn told when a held attempt is let through somewhere, or is refused everywhere
   */
  Crossroads(List<Stand> stands, Place.Turn turn) {
    this.stands = stands;
    this.turn = turn;
  }

  /** Where it was let through, null if nowhere yet. */
  synchronized @Nullable Stand taken() {
    return taken;
  }

  /** The number of the stand at which it was let through; 0 if nowhere yet. */
  synchronized int number() {
    return taken == null ? 0 : asked.indexOf(taken);
  }

  /** Its places so far. */
  synchronized List<Stand> asked() {
    return List.copyOf(asked);
  }

  /** Asks for leave. */
  Admission ask() {
    for (Stand stand : stands) {
      Stand here = new Stand(stand.gate(), stand.place().withTurn(turnAt(asked().size())));
      if (!begin(here)) {
        break;
      }
      switch (here.gate().ask(here.place())) {
        case ADMITTED -> {
          if (take(here)) {
            return Admission.ADMITTED;
          }
        }
        case REFUSED -> wasLastRefusal();
        case HELD -> {}
      }
    }
    return end();
  }

  /** Gives all places up. */
  void leave() {
    synchronized (this) {
      left = true;
    }
    leaveAllBut(null);
  }

  private Place.Turn turnAt(int number) {
    return new Place.Turn() {
      @Override
      public void caused(Consumer<QuotaObserver> news) {
        turn.caused(news);
      }

      @Override
      public void admitted() {
        if (take(asked().get(number))) {
          turn.admitted();
        }
      }

      @Override
      public void refused() {
        if (wasLastRefusal()) {
          turn.refused();
        }
      }
    };
  }

  private synchronized boolean begin(Stand stand) {
    boolean goesOn = taken == null && !left;
    if (goesOn) {
      asked.add(stand);
    }
    return goesOn;
  }

  /** One more has refused it; whether it is refused everywhere now, and nobody knows yet. */
  private synchronized boolean wasLastRefusal() {
    refused++;
    return !asking && isRefusedEverywhere();
  }

  private synchronized Admission end() {
    asking = false;
    return isRefusedEverywhere() ? Admission.REFUSED : Admission.HELD;
  }

  private synchronized boolean isRefusedEverywhere() {
    return taken == null && !left && refused == asked.size();
  }

  /** Lets it through here, unless it has gone elsewhere in the meantime. */
  private boolean take(Stand stand) {
    boolean first;
    synchronized (this) {
      first = taken == null && !left;
      if (first) {
        taken = stand;
      }
    }
    if (first) {
      leaveAllBut(stand);
    } else {
      stand.gate().leave(stand.place());
    }
    return first;
  }

  private void leaveAllBut(@Nullable Stand kept) {
    for (Stand stand : asked()) {
      if (kept == null || stand.place() != kept.place()) {
        stand.gate().leave(stand.place());
      }
    }
  }
}
