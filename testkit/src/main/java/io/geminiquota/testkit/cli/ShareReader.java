package io.geminiquota.testkit.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 5%} as 0.05. */
final class ShareReader implements ITypeConverter<Double> {

  private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?%");

  @Override
  public Double convert(String text) {
    double share =
        PERCENT.matcher(text).matches()
            ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
            : 2;
    if (share > 1) {
      throw new TypeConversionException("'" + text + "' is no share; write 0% to 100%, like 5%");
    }
    return share;
  }
}
