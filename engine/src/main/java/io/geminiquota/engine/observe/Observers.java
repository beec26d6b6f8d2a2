package io.geminiquota.engine.observe;

import io.geminiquota.engine.route.GeminiCall;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Several observers that see the same calls, each kept from the others' faults. */
final class Observers implements CallObserver {

  private final List<CallObserver> observers;

  Observers(Collection<? extends CallObserver> observers) {
    this.observers = List.copyOf(observers);
  }

  @Override
  public Observation begin(GeminiCall call) {
    return new Observations(
        observers.stream().map(observer -> SafeObservation.begin(observer, call)).toList());
  }

  /** What they are told of one call. */
  private record Observations(List<Observation> observations) implements Observation {

    @Override
    public Scope activate() {
      List<Scope> scopes = observations.stream().map(Observation::activate).toList();
      return () -> closeLastFirst(scopes);
    }

    private static void closeLastFirst(List<Scope> scopes) {
      for (int i = scopes.size() - 1; i >= 0; i--) {
        scopes.get(i).close();
      }
    }

    @Override
    public void held(Hold hold) {
      observations.forEach(observation -> observation.held(hold));
    }

    @Override
    public void attempted(Attempt attempt) {
      observations.forEach(observation -> observation.attempted(attempt));
    }

    @Override
    public void caused(Consumer<QuotaObserver> news) {
      observations.forEach(observation -> observation.caused(news));
    }

    @Override
    public void decided(Remedy remedy) {
      observations.forEach(observation -> observation.decided(remedy));
    }

    @Override
    public void finished(Outcome outcome) {
      observations.forEach(observation -> observation.finished(outcome));
    }
  }
}
