package io.geminiquota.engine.classify;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From a failed response to a {@link Verdict}.
 *
 * <p>The body may have any form: Google's JSON error object, a list of them, server-sent events,
 * the envelope of the Interactions API, HTML, the text of an SDK's exception, something cut or
 * broken, or nothing. Of a body longer than 256 Ki characters only the beginning is read.
 *
 * <p>The order of evidence: the ids of the quotas that the body names, the window in the names of
 * their metrics, the reason in its details, its message, its status. Where several quotas are used
 * up, the verdict is about the one that binds longest.
 *
 * <p>Stateless and safe for use by many threads. Never throws on any input, and takes time linear
 * in its length.
 */
public final class Classifier {

  /** A wait beyond one quota day (25 hours when the clocks go back) is that of no day quota. */
  private static final Duration LONGEST_DAY = Duration.ofHours(25);

  private Classifier() {}

  /** A body without the credentials that it quotes, for others to classify. */
  public static String withoutSecrets(String body) {
    return Secrets.scrub(body);
  }

  /**
   * The verdict on a response.
   *
   * @param httpStatus the status of the response, 0 if there is none (a pasted text, the reason of
   *     a closed WebSocket); a status below 400 is that of a stream that failed after it had begun
   * @param body the body, null or empty if there is none
   */
  public static Verdict classify(int httpStatus, @Nullable String body) {
    return classify(httpStatus, null, body);
  }

  /**
   * The verdict on a response with its {@code Retry-After} header, which the Interactions API
   * sends.
   *
   * @param httpStatus as in {@link #classify(int, String)}
   * @param retryAfter the header's value in seconds; anything else counts as no header
   * @param body as in {@link #classify(int, String)}
   */
  public static Verdict classify(
      int httpStatus, @Nullable String retryAfter, @Nullable String body) {
    ErrorBody error = BodyReader.read(httpStatus, body);
    if (retryAfter != null) {
      error.retryAfterHeader = Durations.orSecondsAt(retryAfter, 0);
    }
    return judge(httpStatus, error);
  }

  /**
   * The verdict on an attempt that got no response.
   *
   * @param fault the exception, usually an {@link java.io.IOException}; its causes are looked at
   *     too
   */
  public static Verdict connectionFault(Throwable fault) {
    Kind kind = ConnectionFaults.kind(fault);
    return new Verdict(
        kind, 0, null, null, null, null, null, Window.UNKNOWN, null, kind.retryable(), List.of());
  }

  private static Verdict judge(int httpStatus, ErrorBody error) {
    int code = code(httpStatus, error);
    Duration retryAfter = RetryHints.retryAfter(error);
    List<NamedQuota> quotas = quotas(error, code, retryAfter);
    NamedQuota binding = NamedQuota.binding(quotas);
    Kind kind = kind(error, code, binding, retryAfter);
    if (Verdict.FOREVER.equals(retryAfter) && kind.retryable() != Retryable.NEVER) {
      // The server itself says that no wait will do.
      kind = Kind.OTHER;
    }
    Violation quota = binding == null ? null : binding.violation();
    String quotaModel = quota == null ? null : quota.model();
    return new Verdict(
        kind,
        httpStatus == 0 ? code : httpStatus,
        error.project,
        quotaModel == null ? error.model() : quotaModel,
        quota == null ? null : quota.quotaMetric(),
        quota == null ? null : quota.quotaId(),
        quota == null ? null : quota.limit(),
        window(kind, quota),
        retryAfter,
        kind.retryable(),
        quotas.stream().map(NamedQuota::violation).toList());
  }

  /** A body's own code is closer to the cause than the status of a relay in front of it. */
  private static int code(int httpStatus, ErrorBody error) {
    boolean ofBody = error.code > 0 && (error.structured || httpStatus < 400);
    if (ofBody) {
      return error.code;
    }
    return httpStatus >= 400 ? httpStatus : 0;
  }

  private static List<NamedQuota> quotas(ErrorBody error, int code, @Nullable Duration retryAfter) {
    // The message of a 400 quotes the request, which may speak of limits as it likes.
    return Statuses.isFinal(code)
        ? List.of()
        : error.quotas().stream()
            .map(note -> NamedQuota.of(note, error.model(), retryAfter))
            .toList();
  }

  private static Kind kind(
      ErrorBody error, int code, @Nullable NamedQuota binding, @Nullable Duration retryAfter) {
    if (binding != null && binding.kind() != Kind.RATE_UNSPECIFIED) {
      return binding.kind();
    }
    Kind kind = Reasons.kind(error.reason, error.squeezed);
    if (kind == null) {
      kind = Phrases.kind(error.squeezed, code);
    }
    if (kind == null) {
      kind = Statuses.kind(code, error);
    }
    if (kind == null) {
      kind = ClientWords.kind(error.squeezed);
    }
    return kind == null ? Kind.OTHER : byHint(kind, retryAfter);
  }

  /** How long the server asks to wait tells the window where nothing else does. */
  private static Kind byHint(Kind kind, @Nullable Duration retryAfter) {
    boolean open = kind == Kind.RATE_UNSPECIFIED || kind == Kind.QUOTA_REQUESTS_PER_DAY;
    if (!open || retryAfter == null) {
      return kind;
    }
    if (retryAfter.compareTo(LONGEST_DAY) > 0) {
      return Kind.OTHER;
    }
    return kind == Kind.RATE_UNSPECIFIED
            && retryAfter.compareTo(SharedMetrics.LONGEST_MINUTE_HINT) > 0
        ? Kind.QUOTA_REQUESTS_PER_DAY
        : kind;
  }

  private static Window window(Kind kind, @Nullable Violation quota) {
    if (quota != null && quota.window() != Window.UNKNOWN) {
      return quota.window();
    }
    if (kind.retryable() == Retryable.AFTER_DAILY_RESET) {
      return Window.DAY;
    }
    return kind.name().toLowerCase(Locale.ROOT).endsWith("per_minute")
        ? Window.MINUTE
        : Window.UNKNOWN;
  }
}
