package io.geminiquota.engine;

import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.route.Backend;
import io.geminiquota.engine.route.Detour;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Latitude;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.geminiquota.engine.usage.RequestSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** An adapter in virtual time: makes calls through a governor to a virtual server. */
final class VirtualCalls {

  static final GeminiCall CALL =
      new GeminiCall(
          Service.GEMINI,
          new Route("project", "gemini-x", "https://example.com"),
          "key-01234567",
          Operation.GENERATE_CONTENT,
          false,
          true);

  private final VirtualTime time;
  private final Governor governor;
  private final VirtualBackend server;
  private final Random random;
  private final Duration latency;

  /** How long a connection takes to be had. */
  private Supplier<Duration> connection;

  /** How long a request is under way once its connection stands. */
  private Supplier<Duration> journey;

  final List<Long> succeededAt = new ArrayList<>();
  final List<String> failures = new ArrayList<>();

  /** Who answered the calls that succeeded, in that order. */
  final List<Route> answeredBy = new ArrayList<>();

  /** Is told of the calls. */
  CallObserver observer = CallObserver.none();

  /** What the threads ask for. */
  GeminiCall usual = CALL;

  /** The annotated methods that the calls are made in, null for none. */
  Scope scope;

  private int free;
  private int waiting;

  VirtualCalls(
      VirtualTime time, Governor governor, VirtualBackend server, Random random, Duration latency) {
    this.time = time;
    this.governor = governor;
    this.server = server;
    this.random = random;
    this.latency = latency;
    this.connection = () -> Duration.ofMillis(random.nextInt(200));
    this.journey = () -> Duration.ofMillis(1 + random.nextInt(20));
  }

  /** When the last of all was answered. */
  static long lastAnswer(List<VirtualCalls> all) {
    return all.stream()
        .flatMap(calls -> calls.succeededAt.stream())
        .mapToLong(Long::longValue)
        .max()
        .orElseThrow();
  }

  /** Makes connections be had sooner or later. */
  void departAfter(Supplier<Duration> newConnection) {
    connection = newConnection;
  }

  /** Makes requests arrive later than those of a quiet network do. */
  void arriveAfter(Supplier<Duration> newJourney) {
    journey = newJourney;
  }

  /** Makes so many calls from so many threads, each of which waits for its answer. */
  void fromThreads(int calls, int threads) {
    waiting = calls;
    free = threads;
    startNext();
  }

  /** Makes one call now. */
  void one() {
    one(usual);
  }

  /** Makes one call of some kind now. */
  void one(GeminiCall call) {
    attempt(begin(call));
  }

  private void startNext() {
    while (free > 0 && waiting > 0) {
      free--;
      waiting--;
      attempt(begin(usual));
    }
  }

  private GovernedCall begin(GeminiCall call) {
    return governor.begin(
        call, RequestSize.UNKNOWN, Latitude.full(), Duration.ofDays(1), scope, observer);
  }

  private void attempt(GovernedCall call) {
    Place.Turn turn =
        new Place.Turn() {
          @Override
          public void admitted() {
            send(call);
          }

          @Override
          public void refused() {
            end("refused: " + call.refusal().advice());
          }
        };
    Admission admission = call.admit(turn);
    if (admission == Admission.ADMITTED) {
      send(call);
    } else if (admission == Admission.REFUSED) {
      turn.refused();
    }
  }

  private void send(GovernedCall call) {
    // A connection may take its time to be made; once it stands, arrival is a matter of jitter.
    time.after(
        connection.get(),
        () -> {
          call.left();
          time.after(journey.get(), () -> arrive(call));
        });
  }

  private void arrive(GovernedCall call) {
    VirtualBackend.Failure failure = server.receive(sent(call));
    if (failure == null) {
      time.after(latency, () -> answered(call, null));
    } else {
      time.after(Duration.ofMillis(5), () -> call.failing(failure.status()));
      time.after(Duration.ofMillis(5 + random.nextInt(80)), () -> answered(call, failure));
    }
  }

  /** The call as its attempt was sent. */
  private static GeminiCall sent(GovernedCall call) {
    GeminiCall asked = call.call();
    Detour detour = call.detour();
    if (detour == null) {
      return asked;
    }
    Backend backend = detour.backend();
    String secret = detour.credential();
    return backend == null || secret == null
        ? asked.asking(detour.model())
        : asked.at(backend, secret, detour.model());
  }

  private void answered(GovernedCall call, VirtualBackend.Failure failure) {
    if (failure == null) {
      call.succeeded(200);
      call.finished();
      succeededAt.add(time.nanoTime());
      answeredBy.add(call.route());
      end(null);
      return;
    }
    Decision decision = call.failed(failure.status(), null, failure.body());
    if (decision instanceof Decision.GiveUp giveUp) {
      end("gave up: " + giveUp.advice());
    } else {
      attempt(call);
    }
  }

  private void end(String failure) {
    if (failure != null) {
      failures.add(failure);
    }
    free++;
    // Not at once: ten thousand calls that fail at once would fill the stack.
    time.after(Duration.ZERO, this::startNext);
  }
}
