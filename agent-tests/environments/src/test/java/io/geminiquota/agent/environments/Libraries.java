package io.geminiquota.agent.environments;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the applications bring along: com.google.genai, and all that it needs. */
final class Libraries {

  private static final Path FOLDER = Path.of(System.getProperty("libraries", "."));
  private static final Path LAUNCHERS = Path.of(System.getProperty("launchers", "."));

  /** Empty, but a module of the same name as another; and a package that is in two modules. */
  private static final String UNFIT_FOR_MODULES = "(okio-3|jsr305|listenablefuture).*";

  private Libraries() {}

  static List<Path> all() {
    try (Stream<Path> jars = Files.list(FOLDER)) {
      return jars.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that can be modules beside each other. */
  static List<Path> modules() {
    return all().stream()
        .filter(jar -> !jar.getFileName().toString().matches(UNFIT_FOR_MODULES))
        .toList();
  }

  /** What starts executable jars of Spring Boot, e.g. {@code spring-boot-3.jar}. */
  static Path launcher(String name) {
    return LAUNCHERS.resolve(name);
  }

  /** A class path, or a module path. */
  static String path(Path first, List<Path> rest) {
    return Stream.concat(Stream.of(first), rest.stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
