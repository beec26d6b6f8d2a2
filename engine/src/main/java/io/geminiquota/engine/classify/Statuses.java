package io.geminiquota.engine.classify;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a status alone says: the gRPC words, the codes of the Interactions API, the reasons of
 * {@code ErrorInfo} that say no more than a status, and the HTTP codes. The last evidence to be
 * asked.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/troubleshooting">Google's table</a>
 */
final class Statuses {

  private static final Map<String, Kind> WORDS =
      Map.ofEntries(
          // gRPC
          Map.entry("RESOURCE_EXHAUSTED", Kind.RATE_UNSPECIFIED),
          Map.entry("UNAVAILABLE", Kind.CAPACITY),
          Map.entry("DEADLINE_EXCEEDED", Kind.TIMEOUT),
          Map.entry("INTERNAL", Kind.SERVER_TRANSIENT),
          Map.entry("CANCELLED", Kind.SERVER_TRANSIENT),
          Map.entry("ABORTED", Kind.SERVER_TRANSIENT),
          Map.entry("DATA_LOSS", Kind.SERVER_TRANSIENT),
          Map.entry("UNAUTHENTICATED", Kind.AUTH_KEY),
          Map.entry("PERMISSION_DENIED", Kind.AUTH_PERMISSION),
          Map.entry("NOT_FOUND", Kind.MODEL_NOT_FOUND),
          Map.entry("INVALID_ARGUMENT", Kind.BAD_REQUEST),
          Map.entry("FAILED_PRECONDITION", Kind.BAD_REQUEST),
          Map.entry("OUT_OF_RANGE", Kind.BAD_REQUEST),
          Map.entry("ALREADY_EXISTS", Kind.BAD_REQUEST),
          Map.entry("UNIMPLEMENTED", Kind.BAD_REQUEST),
          // Interactions
          Map.entry("TOO_MANY_REQUESTS", Kind.RATE_UNSPECIFIED),
          Map.entry("RATE_LIMIT_EXCEEDED", Kind.RATE_UNSPECIFIED),
          Map.entry("QUOTA_EXCEEDED", Kind.QUOTA_REQUESTS_PER_DAY),
          Map.entry("SERVICE_UNAVAILABLE", Kind.CAPACITY),
          Map.entry("GATEWAY_TIMEOUT", Kind.TIMEOUT),
          Map.entry("API_ERROR", Kind.SERVER_TRANSIENT),
          Map.entry("PAYMENT_REQUIRED", Kind.BILLING),
          Map.entry("AUTHENTICATION", Kind.AUTH_KEY),
          Map.entry("MODEL_NOT_FOUND", Kind.MODEL_NOT_FOUND),
          Map.entry("INVALID_REQUEST", Kind.BAD_REQUEST),
          Map.entry("PARAMETER_UNKNOWN", Kind.BAD_REQUEST),
          // Relays in the OpenAI dialect
          Map.entry("SERVER_ERROR", Kind.SERVER_TRANSIENT),
          Map.entry("INVALID_REQUEST_ERROR", Kind.BAD_REQUEST),
          Map.entry("INVALID_API_KEY", Kind.AUTH_KEY),
          Map.entry("INSUFFICIENT_QUOTA", Kind.BILLING));

  /** gRPC words of one part, which stand for themselves only in capitals. */
  private static final Set<String> SINGLE_WORDS =
      Set.of("UNAVAILABLE", "INTERNAL", "CANCELLED", "ABORTED", "UNAUTHENTICATED", "UNIMPLEMENTED");

  /** How the Live API closes its WebSocket when the reason says no more. */
  private static final Map<String, Kind> CLOSE_CODES =
      Map.of(
          "1006", Kind.SERVER_TRANSIENT,
          "1007", Kind.BAD_REQUEST,
          "1008", Kind.BAD_REQUEST,
          "1011", Kind.SERVER_TRANSIENT);

  private static final List<String> PHRASES =
      List.of(
          "bad request",
          "unauthorized",
          "payment required",
          "forbidden",
          "not found",
          "too many requests",
          "internal server error",
          "bad gateway",
          "service unavailable",
          "gateway time",
          "deadline exceeded",
          "resource_exhausted",
          "resource has been exhausted",
          "invalid_argument",
          "permission_denied",
          "deadline_exceeded",
          // The fields that a 400 complains of are a list.
          "* ");

  private Statuses() {}

  /**
   * The kind that the body's status, its reason, the HTTP code or the close code stand for, null if
   * there is none of them.
   */
  static @Nullable Kind kind(int code, ErrorBody error) {
    if (code == 402) {
      return Kind.BILLING;
    }
    Kind kind = ofWord(error.status);
    if (kind == null) {
      kind = ofWord(error.reason);
    }
    if (isFinal(code) && kind != null && kind.retryable() != Retryable.NEVER) {
      kind = null;
    }
    if (kind == null && code > 0) {
      kind = ofCode(code);
    }
    if (kind == null && error.closeCode != null) {
      kind = CLOSE_CODES.get(error.closeCode);
    }
    return kind;
  }

  private static @Nullable Kind ofWord(@Nullable String word) {
    return word == null ? null : WORDS.get(word);
  }

  private static Kind ofCode(int code) {
    return switch (code) {
      case 401 -> Kind.AUTH_KEY;
      case 403 -> Kind.AUTH_PERMISSION;
      case 404 -> Kind.MODEL_NOT_FOUND;
      case 408, 504 -> Kind.TIMEOUT;
      case 409, 425, 499 -> Kind.SERVER_TRANSIENT;
      case 429 -> Kind.RATE_UNSPECIFIED;
      case 501, 505 -> Kind.BAD_REQUEST;
      case 503 -> Kind.CAPACITY;
      default -> {
        if (code >= 500) {
          yield Kind.SERVER_TRANSIENT;
        }
        yield code >= 400 ? Kind.BAD_REQUEST : Kind.OTHER;
      }
    };
  }

  /** Whether the code says that the request as such was refused, so that no wait can help. */
  static boolean isFinal(int code) {
    return code >= 400
        && code < 500
        && code != 408
        && code != 409
        && code != 425
        && code != 429
        && code != 499;
  }

  static boolean isCloseCode(String word) {
    return CLOSE_CODES.containsKey(word);
  }

  static boolean knows(String word) {
    return WORDS.containsKey(word.toUpperCase(Locale.ROOT));
  }

  static boolean isGrpc(String word) {
    return SINGLE_WORDS.contains(word);
  }

  /** Whether what goes with an HTTP code stands at a place in a text. */
  static boolean phraseAt(String text, int position) {
    int at = position < text.length() && text.charAt(position) == '(' ? position + 1 : position;
    for (String phrase : PHRASES) {
      if (text.regionMatches(true, at, phrase, 0, phrase.length())) {
        return true;
      }
    }
    return false;
  }
}
