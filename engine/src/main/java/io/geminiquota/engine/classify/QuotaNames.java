package io.geminiquota.engine.classify;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the names of Google's quotas tell: what is counted, and over which period. */
final class QuotaNames {

  /** What a quota counts. The order is that in which equal violations are preferred. */
  enum Counted {
    REQUESTS,
    IMAGES,
    TOKENS,
    /** Requests or sessions at the same time. */
    CONCURRENT,
    /** What is kept (files, caches), or a week's use: no wait of a day frees it. */
    STOCK
  }

  private static final List<String> UNITS =
      List.of("request", "input token", "output token", "token", "image");

  private static final List<String> DAYS = List.of("perday", "per_day", "per day", "/day");
  private static final List<String> MINUTES =
      List.of("perminute", "per_minute", "per minute", "/min");

  private QuotaNames() {}

  static Counted counted(@Nullable String id, @Nullable String metric, String unit, String model) {
    String names = lower(id) + ' ' + lower(metric) + ' ' + unit;
    if (names.contains("storage") || names.contains("bytes") || names.contains("week")) {
      return Counted.STOCK;
    }
    if (names.contains("concurrent")) {
      return Counted.CONCURRENT;
    }
    if (names.contains("token")) {
      return Counted.TOKENS;
    }
    boolean images = names.contains("image") || model.startsWith("imagen");
    return images ? Counted.IMAGES : Counted.REQUESTS;
  }

  /** Whether a metric counts what calls use, and not machines or trainings. */
  static boolean isOfCalls(String metric) {
    return metric.contains("request")
        || metric.contains("token")
        || metric.contains("prediction")
        || metric.contains("_gen");
  }

  /** The window that a name says outright: of the id first, then of the metric, then in prose. */
  static Window window(@Nullable String id, @Nullable String metric, String unit) {
    Window window = windowIn(lower(id));
    if (window == Window.UNKNOWN) {
      window = windowIn(lower(metric));
    }
    return window == Window.UNKNOWN ? windowIn(unit) : window;
  }

  private static Window windowIn(String name) {
    if (DAYS.stream().anyMatch(name::contains)) {
      return Window.DAY;
    }
    return MINUTES.stream().anyMatch(name::contains) ? Window.MINUTE : Window.UNKNOWN;
  }

  /** The unit at the start of the text behind a limit, e.g. {@code requests per day}, else "". */
  static String unitIn(String ahead) {
    String unit = ahead.strip();
    for (String known : UNITS) {
      if (unit.startsWith(known)) {
        return unit;
      }
    }
    return "";
  }

  /** Whether a word of a sentence can only be the id of a quota. */
  static boolean isIdInProse(String word) {
    return Names.isQuotaId(word)
        && word.indexOf('_') < 0
        && (word.contains("PerProject") || word.contains("PerModel") || word.contains("PerDay"));
  }

  private static String lower(@Nullable String name) {
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }
}
