package io.geminiquota.agenttests.genai;

import io.geminiquota.agent.jvm.ClassPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * A version of com.google.genai, and of the OkHttp under it. Which versions there are the build
 * says, by the jars that it has laid ready beside the newest.
 *
 * @param name what it is called in the output of the build
 * @param classPath of an application on it
 * @param ways the ways of {@link com.example.GenaiCalls} that it has, but for Live
 * @param hasLive whether it opens sessions of the Live API through OkHttp
 */
record Lane(String name, String classPath, List<String> ways, boolean hasLive) {

  private static final File FOLDER = new File(System.getProperty("lanes", "."));
  private static final String SDK = "google-genai-[0-9.]*\\.jar";
  private static final String OKHTTP = "(okhttp|okio|kotlin-stdlib)-.*";

  /** What every version has. */
  private static final List<String> COMMON =
      List.of(
          "sync",
          "async",
          "stream",
          "async-stream",
          "chat",
          "async-chat",
          "embed",
          "async-embed",
          "count",
          "batch");

  /** What some have, by a class that tells so. */
  private static final String FIRST_INTERACTIONS =
      "com/google/genai/interactions/services/blocking/InteractionService.class";

  private static final String INTERACTIONS = "com/google/genai/gaos/Interactions.class";

  static List<Lane> all() {
    List<Path> application = entries(ClassPath.ofApplication());
    List<Lane> lanes = new ArrayList<>();
    for (Path older : ready(SDK)) {
      List<Path> jars = without(SDK, application);
      jars.add(older);
      jars.addAll(ready("logging-interceptor-.*"));
      lanes.add(of(version(older), jars, false));
    }
    String newest = version(jar(SDK, application));
    lanes.add(of(newest, application, true));
    List<Path> onOkHttp5 = without(OKHTTP, application);
    onOkHttp5.addAll(ready(OKHTTP));
    lanes.add(of(newest + ", OkHttp 5", onOkHttp5, true));
    return lanes;
  }

  private static Lane of(String name, List<Path> classPath, boolean hasLive) {
    Path sdk = jar(SDK, classPath);
    List<String> ways = new ArrayList<>(COMMON);
    if (has(FIRST_INTERACTIONS, sdk)) {
      ways.add("first-interaction");
    }
    if (has(INTERACTIONS, sdk)) {
      ways.add("interaction");
    }
    String joined =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return new Lane(name, joined, ways, hasLive);
  }

  private static String version(Path sdk) {
    return sdk.getFileName().toString().replaceAll("google-genai-|\\.jar", "");
  }

  private static Path jar(String name, List<Path> classPath) {
    return classPath.stream().filter(named(name)).findFirst().orElseThrow();
  }

  private static List<Path> without(String name, List<Path> classPath) {
    return classPath.stream()
        .filter(named(name).negate())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** What the build has laid ready. */
  private static List<Path> ready(String name) {
    File[] files = FOLDER.listFiles(file -> file.getName().matches(name));
    if (files == null || files.length == 0) {
      throw new IllegalStateException("no " + name + " in " + FOLDER);
    }
    return Stream.of(files).sorted().map(File::toPath).toList();
  }

  private static Predicate<Path> named(String name) {
    return entry -> entry.getFileName().toString().matches(name);
  }

  private static List<Path> entries(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of).toList();
  }

  private static boolean has(String entry, Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.getEntry(entry) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
