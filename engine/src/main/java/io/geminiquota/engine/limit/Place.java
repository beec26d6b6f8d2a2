package io.geminiquota.engine.limit;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.QuotaObserver;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The place of one attempt at a gate: first in its queue, then, once admitted, in its window. Each
 * attempt needs a place of its own.
 */
public final class Place {

  /** Told once when a held attempt's turn has come. Called without any lock, on any thread. */
  public interface Turn {
    /** The attempt has taught something of a quota, or used so much that it is news. */
    default void caused(Consumer<QuotaObserver> news) {}

    /** The attempt may be sent now. */
    void admitted();

    /** The attempt cannot be admitted before its deadline any more. */
    void refused();
  }

  /** Where an attempt stands at its gate. */
  enum State {
    NEW,
    WAITING,
    ADMITTED,
    REFUSED,
    GONE
  }

  final Priority priority;
  final long arrival;
  final long notBefore;
  final long deadline;
  final Pass pass;

  /** Guarded by the gate's lock, as is all that follows but the turn. */
  Cost cost;

  final Turn turn;

  State state = State.NEW;

  long ticket;

  /** When it began to wait. */
  long waitsSince;

  /** The cluster's leave to go; null where none was needed, or given. */
  Credit.@Nullable Permit permit;

  /** Where it stands; another than was asked if that one has given way. Changed under its lock. */
  volatile @Nullable QuotaGate gate;

  /** On which page of the day's ledger it stands: a number for each day. */
  int page;

  /** Its number among those that were let through, and when that was. */
  long number;

  long passedAt;
  Fate fate = Fate.OPEN;

  /** Whether its answer may still be open. */
  boolean open;

  /** Whether it was turned away and its verdict has not come. */
  boolean judged;

  /** Whether it was let through alone, to see for all others if the gate is open again. */
  boolean probe;

  /** Whether it was let through to see if there is more room than is known. */
  boolean tries;

  Hold.@Nullable Reason reason;
  @Nullable Quota quota;
  long roomAt;
  @Nullable Verdict usedUp;

  /**
   * @param priority of the call
   * @param arrival the call's number: who arrived earlier has the smaller one, also when he comes
   *     back for another attempt
   * @param notBefore when the attempt may be sent at the earliest
   * @param deadline when it must have been admitted at the latest
   * @param cost what it uses of the quotas
   * @param pass what it needs beside room
   * @param turn told when a held attempt is admitted or refused
   */
  public Place(
      Priority priority,
      long arrival,
      long notBefore,
      long deadline,
      Cost cost,
      Pass pass,
      Turn turn) {
    this.priority = priority;
    this.arrival = arrival;
    this.notBefore = notBefore;
    this.deadline = deadline;
    this.cost = cost;
    this.pass = pass;
    this.turn = turn;
  }

  /** The same, telling somebody else. */
  Place withTurn(Turn other) {
    return new Place(priority, arrival, notBefore, deadline, cost, pass, other);
  }

  /**
   * The same attempt's place at a budget of its own: what keeps it from being sent, but no more.
   *
   * @param stands where it may go on from there: it waits as long as one of them would let it
   */
  Place atBudget(List<Stand> stands, Turn turnThere) {
    long earliest = notBefore;
    long latest = deadline;
    for (Stand stand : stands) {
      earliest = Math.min(earliest, stand.place().notBefore);
      latest = Math.max(latest, stand.place().deadline);
    }
    return new Place(priority, arrival, earliest, latest, cost, new Lookout(stands), turnThere);
  }

  /** Whether the attempt was sent to find out for all others if the gate is open again. */
  public boolean isProbe() {
    return probe;
  }

  /** For an attempt that was let through: when that was. */
  public long passedAt() {
    return passedAt;
  }

  /** What the attempt was held for, null if it was not held. */
  public Hold.@Nullable Reason reason() {
    return reason;
  }

  /** The quota that held or refused the attempt, null if none is known to have done so. */
  public @Nullable Quota quota() {
    return quota;
  }

  /** For a refused attempt: when there would have been room, as far as could be told. */
  public long roomAt() {
    return roomAt;
  }

  /** For a refused attempt: what the server said of the day's quota, null unless it is used up. */
  public @Nullable Verdict usedUp() {
    return usedUp;
  }
}
