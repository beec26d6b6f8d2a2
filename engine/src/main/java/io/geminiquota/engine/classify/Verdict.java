package io.geminiquota.engine.classify;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class of a failed attempt: what happened, to which quota, and whether waiting can help.
 *
 * <p>Immutable. A field that the response does not tell is null, never guessed.
 *
 * @param kind what happened
 * @param httpStatus the HTTP status of the attempt; 0 when there was none (a connection fault)
 * @param project the project as the body names it, e.g. {@code projects/123456789}
 * @param model the model as the body names it
 * @param quotaMetric the metric of the quota that binds longest
 * @param quotaId the id of the quota that binds longest
 * @param limit how much that quota allows per window
 * @param window the period over which that quota counts
 * @param retryAfter how long the server asks to wait; not always the truth on day and zero quotas
 * @param retryable whether waiting can help at all
 * @param violations every quota that the body names, in the order of the body
 */
public record Verdict(
    Kind kind,
    int httpStatus,
    @Nullable String project,
    @Nullable String model,
    @Nullable String quotaMetric,
    @Nullable String quotaId,
    @Nullable Long limit,
    Window window,
    @Nullable Duration retryAfter,
    Retryable retryable,
    List<Violation> violations) {

  /**
   * The {@code retryAfter} of a server that says never (it writes the maximum of an int64). Longer
   * than any clock: compare with it before converting to milliseconds or nanoseconds.
   */
  public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  private static final List<String> PREFIXES = List.of("projects/", "project_number:");

  /** Copies the violations, so that a verdict never changes. */
  public Verdict {
    violations = List.copyOf(violations);
  }

  /** The bare id or number of the project, however the body writes it; null if it names none. */
  public @Nullable String projectName() {
    String name = project;
    if (name != null) {
      for (String prefix : PREFIXES) {
        if (name.startsWith(prefix)) {
          return name.substring(prefix.length());
        }
      }
    }
    return name;
  }

  /** The same with another wait. */
  public Verdict withRetryAfter(Duration wait) {
    return new Verdict(
        kind,
        httpStatus,
        project,
        model,
        quotaMetric,
        quotaId,
        limit,
        window,
        wait,
        retryable,
        violations);
  }
}
