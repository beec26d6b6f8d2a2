package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.usage.AnswerSummary;
import io.geminiquota.engine.usage.Usage;
import org.jspecify.annotations.Nullable;

/** What an answer says of itself, in the words of the conventions. */
final class AnswerAttributes {

  private AnswerAttributes() {}

  static void put(AttributeSink attributes, AnswerSummary answer) {
    putWithoutUsage(attributes, answer);
    if (answer.usage() != null) {
      put(attributes, answer.usage());
    }
  }

  /** Of an answer that was used before, and is not paid again. */
  static void putWithoutUsage(AttributeSink attributes, AnswerSummary answer) {
    if (answer.model() != null) {
      attributes.put(Keys.RESPONSE_MODEL, answer.model());
    }
    if (answer.id() != null) {
      attributes.put(Keys.RESPONSE_ID, answer.id());
    }
    if (!answer.finishReasons().isEmpty()) {
      attributes.put(Keys.FINISH_REASONS, answer.finishReasons());
    }
  }

  /**
   * Which model has answered: the answer's own word, else the one that was asked instead; null if
   * neither is known.
   *
   * @param asked where the application asked
   */
  static @Nullable String model(Outcome outcome, Route asked) {
    AnswerSummary answer = outcome.answer();
    if (answer != null && answer.model() != null) {
      return answer.model();
    }
    String model = outcome.route().model();
    boolean instead = outcome.ending() == Ending.SUCCEEDED && !model.equals(asked.model());
    return instead ? model : null;
  }

  /**
   * What is not mentioned is 0 in a usage; of parts of the whole that is not worth an attribute.
   */
  private static void put(AttributeSink attributes, Usage usage) {
    attributes.put(Keys.INPUT_TOKENS, usage.promptTokens());
    attributes.put(Keys.OUTPUT_TOKENS, usage.outputTokens());
    if (usage.cachedTokens() > 0) {
      attributes.put(Keys.CACHED_TOKENS, usage.cachedTokens());
    }
    if (usage.thoughtTokens() > 0) {
      attributes.put(Keys.THOUGHT_TOKENS, usage.thoughtTokens());
    }
  }
}
