package io.geminiquota.benchmarks.goodput;

import java.util.Locale;

/** How figures are written. */
final class Format {

  private Format() {}

  static String count(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  /** With two decimals, or a dash where there is no such figure. */
  static String ratio(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "-";
  }

  static String seconds(double nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
