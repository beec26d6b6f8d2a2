package io.geminiquota.micronaut;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A JVM of its own that runs compiled tests once more, as they are, on another platform than the
 * build's: with the class path of the test that starts it. What it ran is told in one line on the
 * standard output, and so is why it was skipped.
 */
public final class Lane {

  private static final int NEWEST = 25;
  private static final long PATIENCE_SECONDS = 240;

  private final String name;
  private final List<String> command = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final List<String> classPath =
      new ArrayList<>(
          List.of(
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                  .split(File.pathSeparator, -1)));

  private Lane(String name, Path java) {
    this.name = name;
    command.add(java.toString());
    // It lives for seconds: what the second compiler would cost is more than it would save.
    command.add("-XX:TieredStopAtLevel=1");
  }

  /** On the JDK that the build runs on. */
  public static Lane onTheBuildsJdk(String name) {
    return new Lane(name, java(Path.of(System.getProperty("java.home"))));
  }

  /**
   * On JDK 25: the build's own, or where the system property {@code jdk25.home}, {@code
   * JAVA_HOME_25} or the place where Linux distributions install JDKs says. Skipped without one.
   */
  public static Lane onTheNewestJdk(String name) {
    if (Runtime.version().feature() == NEWEST) {
      return onTheBuildsJdk(name);
    }
    return new Lane(
        name,
        installed()
            .orElseThrow(
                () ->
                    skipped(
                        name,
                        "there is no JDK 25 here; set JAVA_HOME_25 or -Djdk25.home if there is")));
  }

  /** Skips what the build itself has done already. */
  public Lane butNotTwice() {
    if (Runtime.version().feature() == NEWEST) {
      throw skipped(name, "the build itself runs on JDK 25");
    }
    return this;
  }

  /**
   * Adds an agent.
   *
   * @param jar its name on the class path, without its version
   * @param options its options
   */
  public Lane agent(String jar, String options) {
    String path =
        classPath.stream()
            .filter(entry -> Path.of(entry).getFileName().toString().startsWith(jar))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(jar + " is not on the class path"));
    command.add("-javaagent:" + path + "=" + options);
    return this;
  }

  /**
   * Leaves out the tests that need something which is not on this lane's class path.
   *
   * @param module what is missing, for the report
   * @param types how the names of the types begin that are missing
   */
  public Lane without(String module, String types) {
    arguments.add(module + "=" + types);
    return this;
  }

  /** Takes jars whose names begin so off the class path: they are optional. */
  public Lane withoutJars(String prefix) {
    classPath.removeIf(entry -> Path.of(entry).getFileName().toString().startsWith(prefix));
    return this;
  }

  /**
   * Runs all tests of a package that is on the class path.
   *
   * @return the line that tells what was run
   * @throws AssertionError when one fails, or none was run
   */
  public String run(String testsPackage) throws IOException, InterruptedException {
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
    command.addAll(List.of(AllTests.class.getName(), name, testsPackage));
    command.addAll(arguments);
    Path output = Files.createTempFile("lane", ".out");
    Process tests =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = tests.waitFor(PATIENCE_SECONDS, SECONDS);
      String text = Files.readString(output);
      assertThat(ended).as("%s has ended: %s", name, text).isTrue();
      assertThat(tests.exitValue()).as(text).isZero();
      String report = text.lines().reduce((before, last) -> last).orElse("");
      System.out.println(report);
      return report;
    } finally {
      tests.destroyForcibly().waitFor();
      Files.delete(output);
    }
  }

  private static Optional<Path> installed() {
    Path folder = Path.of("/usr/lib/jvm");
    try (Stream<Path> homes = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      Stream<Path> named =
          Stream.of(System.getProperty("jdk25.home"), System.getenv("JAVA_HOME_25"))
              .filter(Objects::nonNull)
              .map(Path::of);
      Stream<Path> found =
          homes
              .filter(home -> home.getFileName().toString().matches(".*\\b" + NEWEST + "\\b.*"))
              .sorted();
      return Stream.concat(named, found).map(Lane::java).filter(Files::isExecutable).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }

  private static TestAbortedException skipped(String name, String why) {
    System.out.println("[lane] " + name + ": SKIPPED, " + why);
    return new TestAbortedException(why);
  }
}
