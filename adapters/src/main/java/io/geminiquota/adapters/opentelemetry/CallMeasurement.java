package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.CacheUse;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.usage.Usage;

/** What is counted and timed of one call. */
final class CallMeasurement implements Observation {

  private static final double NANOS_PER_SECOND = 1e9;

  private final CallInstruments instruments;
  private final CallAttributes attributes;
  private final String project;
  private final ProjectNames projects;
  private final TimeSource time;
  private final long start;

  /**
   * @param project of the call's route
   * @param projects learns from its errors what the project is called
   */
  CallMeasurement(
      CallInstruments instruments,
      CallAttributes attributes,
      String project,
      ProjectNames projects,
      TimeSource time) {
    this.instruments = instruments;
    this.attributes = attributes;
    this.project = project;
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
  public void attempted(Attempt attempt) {
    projects.learn(project, attempt.verdict());
    instruments.attempts.add(1, attributes.attempted(attempt.verdict()));
  }

  @Override
  public void finished(Outcome outcome) {
    double seconds = (time.nanoTime() - start) / NANOS_PER_SECOND;
    instruments.calls.add(1, attributes.ended(outcome.ending()));
    instruments.genAi.ended(attributes.genAi(outcome), outcome, seconds);
  }
}
