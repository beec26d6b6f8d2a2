package io.geminiquota.agent.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A JDK to run applications on.
 *
 * @param home where it is
 * @param feature its feature release, e.g. 17
 */
public record Jdk(Path home, int feature) {

  private static final int NEWEST = 25;
  private static final int UNSAFE_CAN_BE_DENIED = 24;

  /** The one that the build runs on. */
  public static Jdk ofTheBuild() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /**
   * The one that the build runs on, and JDK 25, where it is on this machine: by the system property
   * {@code jdk25.home}, by {@code JAVA_HOME_25}, or where Linux distributions install it. A test
   * for one that is not there is skipped.
   */
  public static List<Jdk> all() {
    Jdk build = ofTheBuild();
    return build.feature() == NEWEST ? List.of(build) : List.of(build, newest());
  }

  public boolean isInstalled() {
    return Files.isExecutable(java());
  }

  public Path java() {
    return home.resolve("bin").resolve("java");
  }

  /** Makes the JVM refuse what future ones will refuse. */
  public List<String> strictOptions() {
    return feature >= UNSAFE_CAN_BE_DENIED
        ? List.of("--sun-misc-unsafe-memory-access=deny")
        : List.of();
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }

  private static Jdk newest() {
    Stream<String> named =
        Stream.of(System.getProperty("jdk25.home"), System.getenv("JAVA_HOME_25"));
    return Stream.concat(named.filter(Objects::nonNull).map(Path::of), installed())
        .map(home -> new Jdk(home, NEWEST))
        .filter(Jdk::isInstalled)
        .findFirst()
        .orElse(new Jdk(Path.of("no-jdk-" + NEWEST), NEWEST));
  }

  private static Stream<Path> installed() {
    Path folder = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> homes = Files.list(folder)) {
      return homes
          .filter(home -> home.getFileName().toString().matches(".*\\b" + NEWEST + "\\b.*"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
