package io.geminiquota.engine.policy;

import io.geminiquota.annotations.Priority;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands in {@code @GeminiQuota}. A wrong value never has to stop anything: it is one
 * line to print, and the annotation is as if it did not set it.
 */
public final class MethodPolicyReader {

  private static final String NOT_SET = "-1";
  private static final String NAME = "name";
  private static final String MODEL = "model";
  private static final String PRIORITY = "priority";
  private static final String MAX_WAIT = "maxWait";
  private static final String RETRIES = "retries";
  private static final String FALLBACK = "fallback";
  private static final String FALLBACK_AFTER = "fallbackAfter";
  private static final String CACHE = "cache";
  private static final int LONGEST_NAME = 120;
  private static final String ALLOWED_NAME = "up to " + LONGEST_NAME + " characters";

  /** Of the element that has the same meaning as text, for placeholders. */
  private static final String AS_TEXT = "String";

  private final String place;
  private final Map<String, String> values;
  private final SettingProblems problems = new SettingProblems();
  private final Set<String> read = new HashSet<>();

  private MethodPolicyReader(String place, Map<String, String> values) {
    this.place = place;
    this.values = values;
  }

  /**
   * What was read.
   *
   * @param policy complete and valid
   * @param problems one line for each thing that was wrong, naming the place, the value, what is
   *     allowed and what is used instead
   */
  public record Result(MethodPolicy policy, List<String> problems) {}

  /**
   * Reads an annotation.
   *
   * @param place the annotated method or class, as a person would look for it; names the budget
   *     where the annotation does not
   * @param values what is set, by the names of the annotation's elements, of a list with commas
   *     between its parts; {@code -1} and the empty text mean "not set"
   */
  public static Result read(String place, Map<String, String> values) {
    MethodPolicyReader reader = new MethodPolicyReader(place, values);
    MethodPolicy policy = reader.policy();
    return new Result(policy, reader.problems.lines());
  }

  /**
   * Reads an annotation where a wrong value is not to be lived with.
   *
   * @param place as in {@link #read}
   * @param values as in {@link #read}, with their placeholders resolved
   * @throws IllegalArgumentException that names each wrong element, its value and what is allowed
   */
  public static MethodPolicy require(String place, Map<String, String> values) {
    MethodPolicyReader reader = new MethodPolicyReader(place, values);
    MethodPolicy policy = reader.policy();
    reader.problems.mustBeNone();
    return policy;
  }

  private MethodPolicy policy() {
    String name = find(NAME, MethodPolicyReader::name, ALLOWED_NAME);
    String model = find(MODEL, MethodPolicyReader::name, ALLOWED_NAME);
    Map<LimitName, Long> budget = new EnumMap<>(LimitName.class);
    for (LimitName limit : LimitName.values()) {
      Setting setting = limit.setting();
      Long value = number(setting.shortName(), new WholeNumber(1, limit.most()), setting.allowed());
      if (value != null) {
        budget.put(limit, value);
      }
    }
    Long retries = number(RETRIES, SettingsReader.RETRIES, Setting.RETRIES.allowed());
    MethodPolicy policy =
        new MethodPolicy(
            name == null ? place : name,
            model,
            new Limits(budget),
            retries == null ? null : retries.intValue(),
            find(MAX_WAIT, SettingsReader.MAX_WAIT, Setting.MAX_WAIT.allowed()),
            find(PRIORITY, new OneOf<>(Priority.class), "INTERACTIVE, NORMAL or BACKGROUND"),
            withoutModel(model, FALLBACK, fallback(model)),
            withoutModel(
                model,
                FALLBACK_AFTER,
                find(FALLBACK_AFTER, RouteReader.FALLBACK_AFTER, Setting.FALLBACK_AFTER.allowed())),
            withoutModel(model, CACHE, find(CACHE, CacheReader.KEEPING, Setting.CACHE.allowed())));
    reportUnknown();
    return policy;
  }

  /** A number that can be written as text, too; the text goes first. */
  private @Nullable Long number(String element, WholeNumber parser, String allowed) {
    Long asNumber = find(element, parser, allowed);
    Long asText = find(element + AS_TEXT, parser, allowed);
    return asText == null ? asNumber : asText;
  }

  private <T> @Nullable T find(
      String element, Function<String, @Nullable T> parser, String allowed) {
    read.add(element);
    String value = values.get(element);
    if (value == null || value.isBlank() || value.equals(NOT_SET)) {
      return null;
    }
    T parsed = parser.apply(value.strip());
    if (parsed == null) {
      problems.unusable(
          "@GeminiQuota of " + place,
          new SettingSource.Entry(element, value),
          orResolved(value, allowed),
          "what holds without it");
    }
    return parsed;
  }

  private static String orResolved(String value, String allowed) {
    return value.contains("${") ? "resolved: that takes Micronaut's configuration" : allowed;
  }

  /** Whose request nobody sees can neither go elsewhere nor be compared with others. */
  private <T> @Nullable T withoutModel(@Nullable String model, String element, @Nullable T set) {
    if (model == null || set == null) {
      return set;
    }
    problems.unusable(
        "@GeminiQuota of " + place,
        new SettingSource.Entry(element, values.getOrDefault(element, "")),
        "of use beside model, because the request of such a method is not seen",
        "the method as it is");
    return null;
  }

  /** What is wrong in it is left out. */
  private @Nullable List<String> fallback(@Nullable String own) {
    read.add(FALLBACK);
    String value = values.getOrDefault(FALLBACK, "");
    if (value.isBlank()) {
      return null;
    }
    ModelChain chain = ModelChain.of(value, own);
    if (!chain.faults().isEmpty()) {
      problems.unusable(
          "@GeminiQuota of " + place,
          new SettingSource.Entry(FALLBACK, value),
          orResolved(value, chain.allowed()),
          chain.isUsable() ? String.join(",", chain.models()) : "what holds without it");
    }
    return chain.isUsable() ? chain.models() : null;
  }

  private void reportUnknown() {
    Map<String, String> rest = new HashMap<>(values);
    rest.keySet().removeAll(read);
    for (Map.Entry<String, String> unknown : rest.entrySet()) {
      problems.unusable(
          "@GeminiQuota of " + place,
          new SettingSource.Entry(unknown.getKey(), unknown.getValue()),
          "known to this version: its annotation is newer",
          "what holds without it");
    }
  }

  private static @Nullable String name(String text) {
    return text.length() <= LONGEST_NAME && !Credentials.mayBeIn(text) ? text : null;
  }
}
