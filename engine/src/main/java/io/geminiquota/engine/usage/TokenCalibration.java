package io.geminiquota.engine.usage;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Learns, for each model, how its own count of tokens departs from the documented sizes, and
 * estimates with what it has learned.
 *
 * <p>Text and media have a factor each: a picture can make four times the documented tokens with
 * one model while text stays as it is. The factor of media is learned from what the text does not
 * explain. See {@link LearnedFactor} for how, and how much of a margin an estimate has.
 *
 * <p>Thread-safe. Knows {@value #MOST_MODELS} models apart; all further ones share what they teach.
 */
public final class TokenCalibration {

  private static final int MOST_MODELS = 256;

  /** Keeps an exact product from being rounded up by the error of its last digit. */
  private static final double ROUNDING = 1e-6;

  private final Map<String, Factors> models = new ConcurrentHashMap<>();
  private final Factors furtherModels = new Factors();

  /** How many tokens the prompt of a request probably has, or slightly more; 1 at least. */
  public long estimate(String model, RequestSize size) {
    Factors factors = models.getOrDefault(model, furtherModels);
    double tokens =
        size.textTokens() * factors.text.generous() + size.mediaTokens() * factors.media.generous();
    return Math.max(1, (long) Math.ceil(tokens - ROUNDING));
  }

  /**
   * Learns from the answer to a request.
   *
   * @param size what was estimated from the request's body
   * @param usage what the answer says; a cached content that the request named is left out of it
   */
  public void learn(String model, RequestSize size, Usage usage) {
    long actual = usage.promptTokens() - (size.cached() ? usage.cachedTokens() : 0);
    if (actual <= 0) {
      return;
    }
    Factors factors = factorsOf(model);
    if (size.mediaTokens() == 0) {
      factors.text.learn(size.textTokens(), (double) actual);
    } else {
      double media = actual - size.textTokens() * factors.text.typical();
      factors.media.learn(size.mediaTokens(), media);
    }
  }

  private Factors factorsOf(String model) {
    Factors known = models.get(model);
    if (known != null) {
      return known;
    }
    return models.size() < MOST_MODELS
        ? models.computeIfAbsent(model, name -> new Factors())
        : furtherModels;
  }

  /** What is known of one model. */
  private static final class Factors {
    final LearnedFactor text = new LearnedFactor();
    final LearnedFactor media = new LearnedFactor();
  }
}
