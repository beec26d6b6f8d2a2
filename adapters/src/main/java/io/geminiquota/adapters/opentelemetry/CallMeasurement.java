package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.CacheUse;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.usage.Usage;

/** What is counted and timed of one call. */
final class CallMeasurement implements Observation {

  private static final double NANOS_PER_SECOND = 1e9;

  private final CallInstruments instruments;
  private final KnownCalls calls;
  private final GeminiCall call;
  private final CallAttributes attributes;
  private final ProjectNames projects;
  private final TimeSource time;
  private final long start;

  /**
   * @param calls have the attributes of this one
   * @param projects learns from its errors what projects are called
   */
  CallMeasurement(
      CallInstruments instruments,
      KnownCalls calls,
      GeminiCall call,
      ProjectNames projects,
      TimeSource time) {
    this.instruments = instruments;
    this.calls = calls;
    this.call = call;
    this.attributes = calls.of(call);
    this.projects = projects;
    this.time = time;
    this.start = time.nanoTime();
  }

  @Override
  public void held(Hold hold) {
    double seconds = hold.length().toNanos() / NANOS_PER_SECOND;
    instruments.wait.record(seconds, attributes.held(hold.reason()));
  }

  @Override
  public void cached(CacheUse use) {
    instruments.cacheRequests.add(1, attributes.cached(use.result()));
    Usage saved = use.saved() == null ? null : use.saved().usage();
    if (saved != null) {
      instruments.savedTokens.add(saved.promptTokens(), attributes.savedInput());
      instruments.savedTokens.add(saved.outputTokens(), attributes.savedOutput());
    }
  }

  @Override
  public void rerouted(Rerouting rerouting) {
    Route asked = call.route();
    instruments.reroutes.add(
        1,
        calls
            .of(call, rerouting.taken())
            .rerouted(rerouting.reason(), projects.of(asked.project()), asked.model()));
  }

  @Override
  public void attempted(Attempt attempt) {
    Route route = attempt.route();
    projects.learn(route.project(), attempt.verdict());
    CallAttributes there = route.equals(call.route()) ? attributes : calls.of(call, route);
    instruments.attempts.add(1, there.attempted(attempt.verdict()));
  }

  @Override
  public void finished(Outcome outcome) {
    double seconds = (time.nanoTime() - start) / NANOS_PER_SECOND;
    String model = AnswerAttributes.model(outcome, call.route());
    instruments.calls.add(1, attributes.ended(outcome.ending()));
    instruments.genAi.ended(answeredBy(outcome.route()).genAi(outcome, model), outcome, seconds);
  }

  /** The conventions ask for the model that was asked, and for the server that has answered. */
  private CallAttributes answeredBy(Route route) {
    Route asked = call.route();
    return route.baseUrl().equals(asked.baseUrl())
        ? attributes
        : calls.of(call, new Route(asked.project(), asked.model(), route.baseUrl()));
  }
}
