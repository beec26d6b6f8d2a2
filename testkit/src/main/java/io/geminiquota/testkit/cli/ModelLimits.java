package io.geminiquota.testkit.cli;

import io.geminiquota.testkit.Notation;
import io.geminiquota.testkit.QuotaLimits;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The quotas of one model, written {@code gemini-2.5-pro:rpm=2,rpd=50}. */
record ModelLimits(String model, QuotaLimits limits) {

  static final class Reader implements ITypeConverter<ModelLimits> {
    @Override
    public ModelLimits convert(String text) {
      int colon = text.indexOf(':');
      if (colon < 1) {
        throw new TypeConversionException(
            "'" + text + "' names no model; write it like gemini-2.5-pro:rpm=2,rpd=50");
      }
      QuotaLimits limits = QuotaLimits.none();
      for (String quota : text.substring(colon + 1).split(",", -1)) {
        limits = with(limits, quota);
      }
      return new ModelLimits(text.substring(0, colon), limits);
    }

    private static QuotaLimits with(QuotaLimits limits, String quota) {
      int equals = quota.indexOf('=');
      try {
        return Notation.withLimit(
            limits,
            equals < 0 ? quota : quota.substring(0, equals),
            Long.parseLong(quota.substring(equals + 1)));
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + quota + "' is no quota; write it like rpm=2");
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
