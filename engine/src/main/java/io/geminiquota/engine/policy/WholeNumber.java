package io.geminiquota.engine.policy;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a number in plain digits, within bounds; null for anything else. */
record WholeNumber(long least, long most) implements Function<String, @Nullable Long> {

  /** Digits of ASCII only: what looks like a digit elsewhere was hardly meant as one. */
  @Override
  public @Nullable Long apply(String text) {
    if (!text.matches("-?[0-9]+")) {
      return null;
    }
    try {
      long number = Long.parseLong(text);
      return number >= least && number <= most ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
