package io.geminiquota.engine.observe;

import io.geminiquota.engine.limit.Quota;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One wait of a call before an attempt.
 *
 * @param start when it began
 * @param length how long it took
 * @param reason what the call waited for
 * @param quota the quota that held it, null when it was none
 */
public record Hold(Instant start, Duration length, Reason reason, @Nullable Quota quota) {

  /** What a call waited for. */
  public enum Reason {
    /** Room in a quota, or in the gentle start while no quota is known. */
    QUOTA,
    /** The time that the server asked to wait, or our own backoff. */
    BACKOFF
  }
}
