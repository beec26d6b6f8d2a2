package io.geminiquota.benchmarks.permit;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.circuit.CircuitBoard;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Cost;
import io.geminiquota.engine.limit.Pass;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.limit.QuotaGate;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import java.time.Duration;
import java.util.Random;

/** A gate of ours, with all that an attempt meets there in production. */
final class OurGate implements Limiter {

  private static final long NEVER_REACHED = 1_000_000_000_000L;

  /** The shortest that is possible: what is added against jitter is 25 ms in any case. */
  private static final Duration SHORT_MINUTE = Duration.ofMillis(1);

  private static final GeminiCall CALL =
      new GeminiCall(
          Service.GEMINI,
          new Route("project", "gemini-2.5-flash", "https://generativelanguage.googleapis.com"),
          null,
          Operation.GENERATE_CONTENT,
          false,
          true);
  private static final Cost COST = new Cost(1, 1000, 1);
  private static final Place.Turn NEVER_HELD =
      new Place.Turn() {
        @Override
        public void admitted() {
          throw new IllegalStateException("was held");
        }

        @Override
        public void refused() {
          throw new IllegalStateException("was held");
        }
      };

  private final QuotaGate gate;
  private final Pass pass;

  private OurGate(OurLimits limits, Duration minute, long limit, TimeSource time) {
    this.gate = new QuotaGate(limits.terms(minute, limit), time, (at, task) -> {}, new Random(1));
    this.pass = new CircuitBoard(time, () -> {}).pass(CALL);
  }

  /** One that is never full. */
  static OurGate with(OurLimits limits) {
    return new OurGate(limits, SHORT_MINUTE, NEVER_REACHED, new FastClock());
  }

  /** One with so many requests per minute, whose clock is set by the benchmark. */
  static OurGate of(Duration minute, long limit, TimeSource time) {
    return new OurGate(OurLimits.ONE, minute, limit, time);
  }

  Place place(long arrival) {
    return new Place(
        Priority.NORMAL, arrival, Long.MIN_VALUE, Long.MAX_VALUE, COST, pass, NEVER_HELD);
  }

  boolean isAdmitted(Place place) {
    return gate.ask(place) == Admission.ADMITTED;
  }

  void end(Place place) {
    gate.left(place);
    gate.succeeded(place);
    gate.closed(place);
  }

  @Override
  public Caller caller(int batch) {
    // Places are made beforehand: an attempt brings its own.
    Place[] places = new Place[batch];
    fill(places);
    return new Caller() {
      private int asked;

      @Override
      public boolean isAdmitted(int attempt) {
        asked = attempt + 1;
        return OurGate.this.isAdmitted(places[attempt]);
      }

      @Override
      public void endBatch() {
        for (int i = 0; i < asked; i++) {
          end(places[i]);
        }
        fill(places);
        asked = 0;
      }
    };
  }

  private void fill(Place[] places) {
    for (int i = 0; i < places.length; i++) {
      places[i] = place(i);
    }
  }
}
