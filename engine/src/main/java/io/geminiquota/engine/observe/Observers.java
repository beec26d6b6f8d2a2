package io.geminiquota.engine.observe;

import io.geminiquota.engine.route.GeminiCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Several observers that see the same calls, each kept from the others' faults. */
final class Observers implements CallObserver {

  private final List<CallObserver> observers;

  Observers(Collection<? extends CallObserver> observers) {
    this.observers = List.copyOf(observers);
  }

  /** Those that see nothing of a call are not told of it. */
  @Override
  public Observation begin(GeminiCall call) {
    List<Observation> begun = new ArrayList<>(observers.size());
    for (CallObserver observer : observers) {
      Observation observation = SafeObservation.begin(observer, call);
      if (observation != Unobserved.INSTANCE) {
        begun.add(observation);
      }
    }
    return switch (begun.size()) {
      case 0 -> Unobserved.INSTANCE;
      case 1 -> begun.get(0);
      default -> new Observations(begun);
    };
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
    public void cached(CacheUse use) {
      observations.forEach(observation -> observation.cached(use));
    }

    @Override
    public void rerouted(Rerouting rerouting) {
      observations.forEach(observation -> observation.rerouted(rerouting));
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
