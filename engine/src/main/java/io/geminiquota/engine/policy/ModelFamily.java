package io.geminiquota.engine.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The models that were known when this was built, to notice a name that was mistyped. */
final class ModelFamily {

  /** Versions, previews and variants add something with a dash. */
  private static final List<String> KNOWN =
      List.of(
          "gemini-3.5-flash",
          "gemini-3.1-pro",
          "gemini-3.1-flash",
          "gemini-3-pro",
          "gemini-3-flash",
          "gemini-2.5-pro",
          "gemini-2.5-flash",
          "gemini-2.5-computer-use",
          "gemini-2.0-flash",
          "gemini-pro-latest",
          "gemini-flash-latest",
          "gemini-flash-lite-latest",
          "gemini-embedding",
          "gemini-robotics-er",
          "gemini-live",
          "text-embedding",
          "text-multilingual-embedding",
          "multimodalembedding",
          "gemma-3",
          "gemma-3n",
          "gemma-4",
          "imagen-3.0",
          "imagen-4.0",
          "veo-2.0",
          "veo-3.0",
          "veo-3.1",
          "lyria");

  private ModelFamily() {}

  /** Whether the model is of a known family. */
  static boolean isKnown(String model) {
    String canonical = ModelName.canonical(model);
    for (String known : KNOWN) {
      String family = ModelName.canonical(known);
      if (canonical.equals(family) || canonical.startsWith(family + "-")) {
        return true;
      }
    }
    return false;
  }

  /** The family that was probably meant by a name that is of none, null if none is near. */
  static @Nullable String near(String model) {
    return NearName.among(KNOWN, model);
  }
}
