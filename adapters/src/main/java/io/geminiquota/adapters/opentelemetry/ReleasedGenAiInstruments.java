package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.usage.AnswerSummary;
import io.geminiquota.engine.usage.Usage;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;

/** As {@link GenAiConventions#RELEASED} has them. */
final class ReleasedGenAiInstruments implements GenAiInstruments {

  private final DoubleHistogram duration;
  private final LongHistogram tokens;

  ReleasedGenAiInstruments(Meter meter) {
    this.duration =
        GenAiBuckets.seconds(
            meter, "gen_ai.client.operation.duration", "How long calls took, waits included");
    this.tokens = GenAiBuckets.tokens(meter, "gen_ai.client.token.usage", "Tokens that calls used");
  }

  @Override
  public void ended(GenAiAttributes.Ended attributes, Outcome outcome, double seconds) {
    duration.record(seconds, attributes.plain);
    AnswerSummary answer = outcome.answer();
    Usage usage = answer == null ? null : answer.usage();
    if (usage != null) {
      tokens.record(usage.promptTokens(), attributes.input);
      tokens.record(usage.answerTokens() + usage.thoughtTokens(), attributes.output);
    }
  }
}
