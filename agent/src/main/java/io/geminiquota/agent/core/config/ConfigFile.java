package io.geminiquota.agent.core.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Settings in YAML: a tree of names, at the root or below {@code gemini.quota}. */
public final class ConfigFile {

  private static final String TREE = "gemini.quota.";

  private final Path path;

  ConfigFile(Path path) {
    this.path = path;
  }

  /**
   * The settings in a file, by their short names.
   *
   * @throws IOException if it cannot be read, is no YAML, or no tree; the message says which
   */
  public static Map<String, String> read(Path path) throws IOException {
    try {
      return settings(new ConfigFile(path).content());
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such file", e);
    }
  }

  Path path() {
    return path;
  }

  /**
   * What stands in it.
   *
   * @throws IOException if it cannot be read; the message says why
   */
  String content() throws IOException {
    return Files.readString(path);
  }

  /**
   * The settings in a content, by their short names, each value as it is written.
   *
   * @throws IOException if it is no YAML, or no tree; the message says where
   */
  static Map<String, String> settings(String content) throws IOException {
    Object root;
    try {
      // No type is guessed: 10m, 60 and true are what the user wrote, and read as in other places.
      LoadSettings asWritten = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
      root = new Load(asWritten).loadFromString(content);
    } catch (MarkedYamlEngineException e) {
      throw new IOException(
          e.getProblem()
              + e.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse(""),
          e);
    } catch (YamlEngineException e) {
      throw new IOException("it is no YAML", e);
    }
    Map<String, String> found = new LinkedHashMap<>();
    if (root instanceof Map<?, ?> tree) {
      add("", tree, found);
    } else if (root != null) {
      throw new IOException("it is no list of name: value");
    }
    return found;
  }

  private static void add(String prefix, Map<?, ?> tree, Map<String, String> found) {
    tree.forEach((name, value) -> add(prefix + name, value, found));
  }

  private static void add(String name, @Nullable Object value, Map<String, String> found) {
    if (value instanceof Map<?, ?> below) {
      add(name + ".", below, found);
    } else if (value instanceof List<?> parts) {
      add(name, written(parts), found);
    } else if (value != null) {
      found.put(
          name.startsWith(TREE) ? name.substring(TREE.length()) : name, String.valueOf(value));
    }
  }

  /** A list as it is written where there is no YAML. */
  private static String written(List<?> parts) {
    StringBuilder written = new StringBuilder();
    for (Object part : parts) {
      written.append(written.isEmpty() ? "" : ",").append(part == null ? "" : part);
    }
    return written.toString();
  }
}
