package io.geminiquota.engine.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of itself, as far as it was read. Never holds anything of its text.
 *
 * @param usage what its request used, null if it does not say
 * @param model which model answered, e.g. the version behind an alias; null if it does not say
 * @param id the server's name for this answer, null if it has none
 * @param finishReasons why each candidate came to its end, in the server's words, e.g. {@code
 *     STOP}; empty if it does not say
 */
public record AnswerSummary(
    @Nullable Usage usage,
    @Nullable String model,
    @Nullable String id,
    List<String> finishReasons) {

  /** Copies the list, so that a summary never changes. */
  public AnswerSummary {
    finishReasons = List.copyOf(finishReasons);
  }

  /** That of an answer that tells nothing but what was used. */
  public static AnswerSummary of(Usage usage) {
    return new AnswerSummary(usage, null, null, List.of());
  }
}
