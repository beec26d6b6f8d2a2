package io.geminiquota.testkit.cli;

import io.geminiquota.testkit.Notation;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 3s}. */
final class DurationReader implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      return Notation.duration(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
