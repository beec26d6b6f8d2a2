package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.route.GeminiCall;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers how calls ended, in the order of their ends. */
final class RecordingObserver implements CallObserver {

  final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  volatile int begun;

  /** How the call that ended last has ended. */
  Outcome.Ending ending() {
    return outcomes.get(outcomes.size() - 1).ending();
  }

  @Override
  public synchronized Observation begin(GeminiCall call) {
    begun++;
    return new Observation() {
      @Override
      public Scope activate() {
        return () -> {};
      }

      @Override
      public void held(Hold hold) {}

      @Override
      public void attempted(Attempt attempt) {}

      @Override
      public void finished(Outcome outcome) {
        outcomes.add(outcome);
      }
    };
  }
}
