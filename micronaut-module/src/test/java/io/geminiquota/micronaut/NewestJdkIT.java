package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same tests with the same classes on JDK 25, where it is on this machine: by the system
 * property {@code jdk25.home}, by {@code JAVA_HOME_25}, or where Linux distributions install it.
 */
class NewestJdkIT {

  private static final int NEWEST = 25;

  @Test
  @Timeout(300)
  void everythingHoldsOnTheNewestJdk() throws IOException, InterruptedException {
    assumeTrue(Runtime.version().feature() < NEWEST, "the build itself runs on JDK " + NEWEST);
    Optional<Path> java = newest();
    assumeTrue(java.isPresent(), "there is no JDK " + NEWEST + " here");
    Process tests =
        new ProcessBuilder(
                java.orElseThrow().toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                AllTests.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tests.waitFor()).as(output).isZero();
    assertThat(output).containsPattern("succeeded=[1-9]");
  }

  private static Optional<Path> newest() throws IOException {
    Path folder = Path.of("/usr/lib/jvm");
    try (Stream<Path> installed = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      Stream<Path> named =
          Stream.of(System.getProperty("jdk25.home"), System.getenv("JAVA_HOME_25"))
              .filter(Objects::nonNull)
              .map(Path::of);
      return Stream.concat(
              named,
              installed.filter(
                  home -> home.getFileName().toString().matches(".*\\b" + NEWEST + "\\b.*")))
          .map(home -> home.resolve("bin").resolve("java"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }
}
