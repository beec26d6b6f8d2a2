package io.geminiquota.adapters.opentelemetry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which state of OpenTelemetry's GenAI conventions is spoken: they are still in development. */
public enum GenAiConventions {
  /** Version 1.41, the last in OpenTelemetry's core repository: what backends know today. */
  RELEASED,
  /** Those of the GenAI repository, as of October 2026. */
  LATEST;

  private static final String OPT_IN = "gen_ai_latest_experimental";

  /**
   * Those that the user wants.
   *
   * @param optIn the value of OpenTelemetry's variable {@code OTEL_SEMCONV_STABILITY_OPT_IN}: words
   *     with commas in between; null if it has none
   */
  public static GenAiConventions chosenBy(@Nullable String optIn) {
    boolean latest =
        optIn != null
            && Arrays.stream(optIn.split(",", -1)).map(String::strip).anyMatch(OPT_IN::equals);
    return latest ? LATEST : RELEASED;
  }
}
