package io.geminiquota.testkit.cli;

import io.geminiquota.testkit.Notation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 50ms..200ms}. */
final class SpanReader implements ITypeConverter<Notation.Span> {
  @Override
  public Notation.Span convert(String text) {
    try {
      return Notation.span(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
