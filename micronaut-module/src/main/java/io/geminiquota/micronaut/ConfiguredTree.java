package io.geminiquota.micronaut;

import io.geminiquota.engine.policy.FoundSetting;
import io.geminiquota.engine.policy.ModelName;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.Internal;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.order.OrderUtil;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is configured below a name, as flat settings, each once, with the value that Micronaut's own
 * precedence gives it. Where a person finds it is told by the places themselves: what Micronaut has
 * merged does not know any more how a variable of the environment was spelled.
 */
@Internal
public final class ConfiguredTree {

  private final String root;

  /** As they were written, with their placeholders. */
  private final Map<String, FoundSetting> settings = new TreeMap<>();

  private ConfiguredTree(String root) {
    this.root = root;
  }

  /**
   * Reads what is below a name.
   *
   * @param root in lower case, with dots, e.g. {@code gemini.quota}
   * @throws ConfigurationException that names the setting whose placeholder nothing is found for
   */
  public static Collection<FoundSetting> below(String root, Environment environment) {
    ConfiguredTree tree = new ConfiguredTree(root);
    List<PropertySource> sources = new ArrayList<>(environment.getPropertySources());
    OrderUtil.sort(sources);
    for (PropertySource source : sources) {
      for (String name : source) {
        tree.visit(name, source.get(name), source);
      }
    }
    return tree.settings.values().stream().map(written -> resolved(written, environment)).toList();
  }

  private void visit(String name, Object value, PropertySource source) {
    if (!name.regionMatches(true, 0, root, 0, root.indexOf('.'))) {
      return;
    }
    if (value instanceof Map<?, ?> inner) {
      inner.forEach((key, one) -> visit(name + "." + key, one, source));
      return;
    }
    String canonical = canonical(name);
    String prefix = canonical(root) + "-";
    if (value != null && canonical.startsWith(prefix)) {
      String property = root + "." + canonical.substring(prefix.length());
      String place = source.getOrigin().location();
      settings.put(property, new FoundSetting(property, text(value), name, place));
    }
  }

  /** A list as it is written where there is no YAML: with commas between its parts. */
  private static String text(Object value) {
    return value instanceof Collection<?> parts
        ? parts.stream().map(String::valueOf).collect(Collectors.joining(","))
        : value.toString();
  }

  private static FoundSetting resolved(FoundSetting setting, Environment environment) {
    String name = setting.written();
    String place = setting.place();
    try {
      String value =
          environment.getPlaceholderResolver().resolveRequiredPlaceholders(setting.value());
      return new FoundSetting(setting.property(), value, name, place);
    } catch (ConfigurationException unresolved) {
      throw new ConfigurationException(
          "Gemini Quota: " + name + " (" + place + "): " + unresolved.getMessage(), unresolved);
    }
  }

  /** As all spellings of a name are: an environment variable has no dots, a file may have humps. */
  private static String canonical(String name) {
    return ModelName.canonical(NameUtils.hyphenate(name));
  }
}
