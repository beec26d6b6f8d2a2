package io.geminiquota.engine.classify;

import io.geminiquota.engine.classify.QuotaNames.Counted;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The window of a quota of which only metric and limit are known. Google gives one metric name to
 * the minute and to the day quota of a model; with the id missing, only the size of the limit and
 * of the server's hint can tell them apart. This is the one place where the classifier judges by
 * likelihood.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/rate-limits">the published limits</a>
 */
final class SharedMetrics {

  /**
   * No quota of a minute asks for a longer wait; the spend rate's window is the longest, 10 min.
   */
  static final Duration LONGEST_MINUTE_HINT = Duration.ofMinutes(10);

  /** The largest request limit per minute of a free text model, but for the next two. */
  private static final long MOST_FREE_PER_MINUTE = 15;

  private static final long GEMMA_FREE_PER_MINUTE = 30;
  private static final long EMBEDDING_FREE_PER_MINUTE = 100;

  /** Published minute limits of paid tiers are at most 50 (previews) or at least 150. */
  private static final long MOST_PREVIEW_PER_MINUTE = 50;

  private static final long LEAST_PAID_PER_MINUTE = 150;

  private SharedMetrics() {}

  static Window window(
      String metric, Counted counted, @Nullable Long limit, @Nullable Duration hint) {
    if (hint != null && hint.compareTo(LONGEST_MINUTE_HINT) > 0) {
      return Window.DAY;
    }
    if (!QuotaNames.isOfCalls(metric)) {
      return Window.UNKNOWN;
    }
    boolean countsRequestsOfTier = counted == Counted.REQUESTS && metric.contains("_tier_");
    if (!countsRequestsOfTier) {
      // Token quotas of a day came with their id only; Vertex and older metrics are per minute.
      return Window.MINUTE;
    }
    return limit == null ? Window.UNKNOWN : isPerMinute(metric, limit) ? Window.MINUTE : Window.DAY;
  }

  private static boolean isPerMinute(String metric, long limit) {
    boolean embedding = metric.contains("embed_content");
    if (metric.contains("free_tier")) {
      return embedding
          ? limit <= EMBEDDING_FREE_PER_MINUTE
          : limit <= MOST_FREE_PER_MINUTE || limit == GEMMA_FREE_PER_MINUTE;
    }
    return embedding || limit <= MOST_PREVIEW_PER_MINUTE || limit >= LEAST_PAID_PER_MINUTE;
  }
}
