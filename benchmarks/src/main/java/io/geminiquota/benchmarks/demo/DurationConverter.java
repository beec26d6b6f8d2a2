package io.geminiquota.benchmarks.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 4s}, {@code 1.5s}, {@code 750ms}. */
final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(ms|s|m)");

  @Override
  public Duration convert(String value) {
    Matcher matcher = SYNTAX.matcher(value);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + value + "' is no duration such as 4s or 750ms");
    }
    BigDecimal millisPerUnit =
        switch (matcher.group(2)) {
          case "ms" -> BigDecimal.ONE;
          case "s" -> BigDecimal.valueOf(1_000);
          default -> BigDecimal.valueOf(60_000);
        };
    BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(millisPerUnit);
    return Duration.ofMillis(millis.longValue());
  }
}
