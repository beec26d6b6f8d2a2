package io.geminiquota.agent.jvm;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Class paths of applications. */
public final class ClassPath {

  private ClassPath() {}

  /** The jar or the folder that a class is from. */
  public static String of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The application of a module of agent-tests: its main classes, and what they run with. */
  public static String ofApplication() {
    return System.getProperty("application", ".");
  }

  /** Several, in this order. */
  public static String join(String... entries) {
    return String.join(File.pathSeparator, entries);
  }
}
