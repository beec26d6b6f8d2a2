package io.geminiquota.engine.cache;

import io.geminiquota.engine.usage.AnswerSummary;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An answer as it came, for those who ask the same. Immutable: nobody changes its bytes. */
public final class KeptAnswer {

  /** What a clock may have been set back; an answer from later than that is not believed. */
  private static final Duration LEEWAY = Duration.ofMinutes(1);

  private final int status;
  private final @Nullable String contentType;
  private final byte[] body;
  private final @Nullable AnswerSummary summary;
  private final Instant came;
  private final Instant expires;

  /**
   * @param status of the response
   * @param contentType the header of that name, null if there was none
   * @param body without any encoding of its transport; belongs to the answer from now on
   * @param summary what it says of itself, null if nothing
   * @param came when it came
   * @param expires from when on nobody is to have it
   */
  public KeptAnswer(
      int status,
      @Nullable String contentType,
      byte[] body,
      @Nullable AnswerSummary summary,
      Instant came,
      Instant expires) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.summary = summary;
    this.came = came;
    this.expires = expires;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The header Content-Type, null if there was none. */
  public @Nullable String contentType() {
    return contentType;
  }

  /** The body; to be read only. */
  public byte[] body() {
    return body;
  }

  /** What it says of itself, null if nothing. */
  public @Nullable AnswerSummary summary() {
    return summary;
  }

  /** When it came. */
  public Instant came() {
    return came;
  }

  /** From when on nobody is to have it. */
  public Instant expires() {
    return expires;
  }

  /** How old it is, zero at least. */
  public Duration age(Instant now) {
    Duration age = Duration.between(came, now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** Whether somebody may have it who wants none that is older than told. */
  boolean isFresh(Instant now, Duration oldest) {
    return now.isBefore(expires)
        && !came.isAfter(now.plus(LEEWAY))
        && age(now).compareTo(oldest) < 0;
  }
}
