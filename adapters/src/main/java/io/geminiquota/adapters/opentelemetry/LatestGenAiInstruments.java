package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.usage.AnswerSummary;
import io.geminiquota.engine.usage.Usage;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;

/** As {@link GenAiConventions#LATEST} has them: what asks a model for an answer is told apart. */
final class LatestGenAiInstruments implements GenAiInstruments {

  private static final String INFERENCE = "gen_ai.client.inference.";

  private final DoubleHistogram inferences;
  private final DoubleHistogram otherOperations;
  private final LongCounter inputUsage;
  private final LongCounter outputUsage;
  private final LongHistogram inputTokens;
  private final LongHistogram outputTokens;

  LatestGenAiInstruments(Meter meter) {
    this.inferences =
        GenAiBuckets.seconds(
            meter, INFERENCE + "duration", "How long a model's answers took, waits included");
    this.otherOperations =
        GenAiBuckets.seconds(
            meter, "gen_ai.client.operation.duration", "How long other calls took, waits included");
    this.inputUsage = counter(meter, "usage.input_tokens", "Tokens that prompts used");
    this.outputUsage = counter(meter, "usage.output_tokens", "Tokens that answers used");
    this.inputTokens =
        GenAiBuckets.tokens(
            meter, INFERENCE + "operation.input_tokens", "Tokens of the prompt of each call");
    this.outputTokens =
        GenAiBuckets.tokens(
            meter, INFERENCE + "operation.output_tokens", "Tokens of the answer of each call");
  }

  private static LongCounter counter(Meter meter, String name, String description) {
    return meter
        .counterBuilder(INFERENCE + name)
        .setUnit("{token}")
        .setDescription(description)
        .build();
  }

  @Override
  public void ended(GenAiAttributes.Ended attributes, Outcome outcome, double seconds) {
    if (!attributes.inference) {
      otherOperations.record(seconds, attributes.plain);
      return;
    }
    inferences.record(seconds, attributes.plain);
    AnswerSummary answer = outcome.answer();
    Usage usage = answer == null ? null : answer.usage();
    if (usage != null) {
      long output = usage.answerTokens() + usage.thoughtTokens();
      inputUsage.add(usage.promptTokens(), attributes.unknownModality);
      outputUsage.add(output, attributes.unknownModality);
      inputTokens.record(usage.promptTokens(), attributes.plain);
      outputTokens.record(output, attributes.plain);
    }
  }
}
