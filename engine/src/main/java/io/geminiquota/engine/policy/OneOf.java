package io.geminiquota.engine.policy;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one of the constants, in lower or upper case with dashes: {@code tier-1}; else null. */
record OneOf<E extends Enum<E>>(Class<E> choices) implements Function<String, @Nullable E> {

  @Override
  public @Nullable E apply(String text) {
    for (E choice : choices.getEnumConstants()) {
      if (choice.name().replace('_', '-').equals(text.toUpperCase(Locale.ROOT))) {
        return choice;
      }
    }
    return null;
  }
}
