package io.geminiquota.micronaut.exception;

import io.geminiquota.engine.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An annotated method with a {@code model} was not run: its call could not be admitted in time, or
 * is known to fail. The message says why and what to do.
 */
public final class QuotaRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  /**
   * @param refusal why
   */
  public QuotaRefusedException(Refusal refusal) {
    super(refusal.advice());
    this.retryAfter = refusal.verdict().retryAfter();
  }

  /** When there would have been room, where that is known. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
