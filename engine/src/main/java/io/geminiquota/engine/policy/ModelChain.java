package io.geminiquota.engine.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Models to be asked instead of one, as they were written.
 *
 * @param models the usable ones, the best first; empty for none
 * @param faults what is wrong with the rest, in words that follow "it"
 */
record ModelChain(List<String> models, List<String> faults) {

  /** What says that there are to be none. */
  static final String NONE = "none";

  private static final int LONGEST = 10;
  private static final String PREFIX = "models/";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

  /**
   * Reads a chain.
   *
   * @param text with commas between the models
   * @param own the model that the chain is for, null for every model
   */
  static ModelChain of(String text, @Nullable String own) {
    List<String> models = new ArrayList<>();
    Set<String> faults = new LinkedHashSet<>();
    if (text.strip().equalsIgnoreCase(NONE)) {
      return new ModelChain(models, List.of());
    }
    Set<String> seen = new HashSet<>();
    for (String part : text.split(",", -1)) {
      String model = part.strip();
      model = model.startsWith(PREFIX) ? model.substring(PREFIX.length()) : model;
      String canonical = ModelName.canonical(model);
      if (model.isEmpty()) {
        faults.add("has an empty name");
      } else if (!NAME.matcher(model).matches() || Credentials.mayBeIn(model)) {
        faults.add("has what is no name of a model");
      } else if (canonical.equals(NONE)) {
        faults.add("has none beside others");
      } else if (own != null && canonical.equals(ModelName.canonical(own))) {
        faults.add("names the model itself");
      } else if (!seen.add(canonical)) {
        faults.add("names " + model + " twice");
      } else if (models.size() == LONGEST) {
        faults.add("is longer than " + LONGEST);
      } else {
        models.add(model);
      }
    }
    return new ModelChain(models, List.copyOf(faults));
  }

  /** Whether it can be followed, because there is something in it or nothing wrong. */
  boolean isUsable() {
    return !models.isEmpty() || faults.isEmpty();
  }

  /** What is allowed, and where this is not it. */
  String allowed() {
    return Setting.FALLBACK.allowed() + "; it " + String.join(", ", faults);
  }
}
