package io.geminiquota.micronaut;

import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.naming.conventions.StringConvention;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The tree below {@code gemini.quota} as flat properties, each once, with the value that
 * Micronaut's own precedence gives it.
 */
final class ConfiguredProperties {

  private static final String ROOT = "gemini.quota";

  private ConfiguredProperties() {}

  static Map<String, String> of(Environment environment) {
    Map<String, String> names = new LinkedHashMap<>();
    // As somebody spelled it; else, of a variable of the environment, which can be read as many
    // names, any of them: they are all the same.
    visit(ROOT, environment.getProperties(ROOT, StringConvention.RAW), names::putIfAbsent);
    visit(ROOT, environment.getProperties(ROOT, StringConvention.HYPHENATED), names::putIfAbsent);
    Map<String, String> properties = new HashMap<>();
    for (String spelled : names.values()) {
      String name = NameUtils.hyphenate(spelled);
      environment.getProperty(name, String.class).ifPresent(value -> properties.put(name, value));
    }
    return properties;
  }

  private static void visit(String name, Object node, BiConsumer<String, String> found) {
    if (node instanceof Map<?, ?> tree) {
      tree.forEach((key, inner) -> visit(name + "." + key, inner, found));
    } else {
      found.accept(canonical(name), name);
    }
  }

  private static String canonical(String name) {
    return NameUtils.hyphenate(name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
  }
}
