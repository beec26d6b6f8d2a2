package io.geminiquota.engine.policy;

import java.util.Locale;

/** How the name of a model is compared: an environment variable can spell no dots and dashes. */
public final class ModelName {

  private ModelName() {}

  /** Lower case, with everything but letters and digits as a dash: {@code gemini-2-5-pro}. */
  public static String canonical(String model) {
    StringBuilder canonical = new StringBuilder(model.length());
    for (char c : model.toLowerCase(Locale.ROOT).toCharArray()) {
      canonical.append((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-');
    }
    return canonical.toString();
  }
}
