package io.geminiquota.engine;

import io.geminiquota.engine.circuit.CircuitBoard;
import io.geminiquota.engine.policy.QuotaPolicy;
import io.geminiquota.engine.policy.RouteSettings;
import io.geminiquota.engine.route.Backend;
import io.geminiquota.engine.route.Detour;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Latitude;
import io.geminiquota.engine.route.Secrets;
import io.geminiquota.engine.route.WeightedTurns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ways that a call can go: what the user has named, as far as the request allows it. In
 * the first tier is the model that was asked, in all projects; then come the models to be asked
 * instead, one after the other; then the last resort. Thread-safe.
 */
final class WayFinder {

  /** Who has one way takes no turns. */
  private static final WeightedTurns<String> NOBODYS = new WeightedTurns<>();

  private final RouteSettings routes;
  private final Gates gates;
  private final CircuitBoard circuits;
  private final Secrets secrets;
  private final TimeSource time;

  /** Whose turn it is, for each model that is asked. */
  private final Map<String, WeightedTurns<String>> turns = new ConcurrentHashMap<>();

  WayFinder(
      RouteSettings routes, Gates gates, CircuitBoard circuits, Secrets secrets, TimeSource time) {
    this.routes = routes;
    this.gates = gates;
    this.circuits = circuits;
    this.secrets = secrets;
    this.time = time;
  }

  /** Whether there can be another way than the one that a call asks. */
  boolean hasOthers(GeminiCall call, QuotaPolicy policy) {
    return call.replayable()
        && (!routes.backends().isEmpty() || !fallbacks(call, policy).isEmpty());
  }

  /** The ways of a call, the one that it asks first. */
  Itinerary of(GeminiCall call, Latitude latitude, QuotaPolicy policy, long begun) {
    long deadline = begun + policy.maxWait().toNanos();
    long patience = begun + policy.fallbackAfter().toNanos();
    if (!hasOthers(call, policy)) {
      Way only = way(call, null, 0, 1, begun);
      return new Itinerary(List.of(only), NOBODYS, time, patience, deadline);
    }
    List<Way> ways = new Search(call, latitude, begun).ways(fallbacks(call, policy));
    WeightedTurns<String> turn =
        turns.computeIfAbsent(call.route().model(), model -> new WeightedTurns<>());
    return new Itinerary(ways, turn, time, patience, deadline);
  }

  private List<String> fallbacks(GeminiCall call, QuotaPolicy policy) {
    List<String> ofPolicy = policy.fallback();
    return ofPolicy == null ? routes.fallbacksOf(call.route().model()) : ofPolicy;
  }

  private Way way(GeminiCall call, @Nullable Detour detour, int tier, int weight, long begun) {
    return new Way(call, gates.of(call), circuits.pass(call), detour, tier, weight, begun);
  }

  /** The search for the ways of one call. */
  private final class Search {

    private final GeminiCall asked;
    private final Latitude latitude;
    private final long begun;
    private final List<Way> ways = new ArrayList<>();

    Search(GeminiCall asked, Latitude latitude, long begun) {
      this.asked = asked;
      this.latitude = latitude;
      this.begun = begun;
    }

    List<Way> ways(List<String> fallbacks) {
      ways.add(way(asked, null, 0, weightOfAsked(), begun));
      addElsewhere(asked.route().model(), List.of(), 0, false);
      int tier = 1;
      for (String model : fallbacks) {
        List<String> leftOut =
            model.equals(asked.route().model()) ? null : latitude.leftOutFor(model);
        if (leftOut != null) {
          Detour detour = new Detour(null, null, model, leftOut);
          ways.add(way(asked.asking(model), detour, tier, weightOfAsked(), begun));
          addElsewhere(model, leftOut, tier, false);
          tier++;
        }
      }
      addElsewhere(asked.route().model(), List.of(), tier, true);
      return ways;
    }

    private void addElsewhere(String model, List<String> leftOut, int tier, boolean lastResort) {
      for (Backend named : routes.backends()) {
        Backend backend = named.reachedLike(asked);
        String secret =
            backend.lastResort() == lastResort && reaches(backend)
                ? secrets.read(backend.credential())
                : null;
        GeminiCall there = secret == null ? null : asked.at(backend, secret, model);
        if (there != null && !isWhereItGoesAnyway(there)) {
          Detour detour = new Detour(backend, secret, model, leftOut);
          ways.add(way(there, detour, tier, backend.weight(), begun));
        }
      }
    }

    private boolean reaches(Backend backend) {
      return latitude.toOtherProject() && latitude.isUnderstoodBy(backend.service());
    }

    /** The application itself uses that project, or that key. */
    private boolean isWhereItGoesAnyway(GeminiCall there) {
      boolean sameUrl = there.route().baseUrl().equals(asked.route().baseUrl());
      String credential = asked.credential();
      return sameUrl
          && (there.route().project().equals(asked.route().project())
              || (credential != null && credential.equals(there.credential())));
    }

    private int weightOfAsked() {
      for (Backend backend : routes.backends()) {
        if (backend.project().equals(asked.route().project())) {
          return backend.weight();
        }
      }
      return 1;
    }
  }
}
