package io.geminiquota.adapters;

import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.route.GeminiCall;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts calls, and remembers how they ended, in the order of their ends. */
public final class EndsOfCalls implements CallObserver {

  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();

  /** How many calls have begun. */
  public int begun() {
    return begun.get();
  }

  /** How calls have ended. */
  public List<Outcome> outcomes() {
    return outcomes;
  }

  /** How the call that ended last has ended. */
  public Outcome last() {
    return outcomes.get(outcomes.size() - 1);
  }

  @Override
  public Observation begin(GeminiCall call) {
    begun.incrementAndGet();
    return new Observation() {
      @Override
      public void finished(Outcome outcome) {
        outcomes.add(outcome);
      }
    };
  }
}
