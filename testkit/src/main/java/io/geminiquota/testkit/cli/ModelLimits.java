package io.geminiquota.testkit.cli;

import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.Notation;
import io.geminiquota.testkit.QuotaLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The quotas of one model, written {@code gemini-2.5-pro:rpm=2,rpd=50}, or {@code
 * alpha/gemini-2.5-pro:rpm=2} for those in one project.
 *
 * @param project null for every project
 */
record ModelLimits(@Nullable String project, String model, QuotaLimits limits) {

  void addTo(GeminiSimulator.Builder simulator) {
    if (project == null) {
      simulator.limits(model, limits);
    } else {
      simulator.limits(project, model, limits);
    }
  }

  static final class Reader implements ITypeConverter<ModelLimits> {
    @Override
    public ModelLimits convert(String text) {
      int colon = text.indexOf(':');
      int slash = text.lastIndexOf('/', colon);
      if (colon < slash + 2) {
        throw new TypeConversionException(
            "'" + text + "' names no model; write it like gemini-2.5-pro:rpm=2,rpd=50");
      }
      QuotaLimits limits = QuotaLimits.none();
      for (String quota : text.substring(colon + 1).split(",", -1)) {
        limits = with(limits, quota);
      }
      return new ModelLimits(
          slash < 0 ? null : text.substring(0, slash), text.substring(slash + 1, colon), limits);
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
