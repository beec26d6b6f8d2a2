package io.geminiquota.agenttests.genai;

import io.geminiquota.agent.jvm.ClassPath;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A version of com.google.genai, and of the OkHttp under it.
 *
 * @param name what it is called in the output of the build
 * @param classPath of an application on it
 * @param ways the ways of {@link com.example.GenaiCalls} that it has, but for Live
 * @param hasLive whether it opens sessions of the Live API through OkHttp
 */
record Lane(String name, String classPath, List<String> ways, boolean hasLive) {

  private static final Path FOLDER = Path.of(System.getProperty("lanes", "."));

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

  static final Lane NEWEST = ofApplication("1.70.0", true, "interaction");

  static List<Lane> all() {
    return List.of(
        ofVersion("1.8.0"),
        ofVersion("1.18.0"),
        ofVersion("1.27.0"),
        ofVersion("1.51.0", "first-interaction").with("logging-interceptor-.*"),
        ofVersion("1.58.0"),
        NEWEST,
        ofApplication("1.70.0, OkHttp 5", true, "interaction")
            .replacing("(okhttp|okio|kotlin-stdlib)-.*", "(okhttp|okio)-jvm-.*|kotlin-stdlib-.*"));
  }

  private static Lane ofVersion(String version, String... ways) {
    return ofApplication(version, false, ways)
        .replacing("google-genai-[0-9.]*jar", "google-genai-" + version + ".jar");
  }

  private static Lane ofApplication(String name, boolean hasLive, String... ways) {
    List<String> all = Stream.concat(COMMON.stream(), Stream.of(ways)).toList();
    return new Lane(name, ClassPath.ofApplication(), all, hasLive);
  }

  /** With other jars in the place of some: both are told by what their names match. */
  private Lane replacing(String old, String others) {
    String kept =
        Stream.of(classPath.split(File.pathSeparator, -1))
            .filter(entry -> !Path.of(entry).getFileName().toString().matches(old))
            .collect(Collectors.joining(File.pathSeparator));
    return new Lane(name, kept, ways, hasLive).with(others);
  }

  private Lane with(String jars) {
    String[] found = FOLDER.toFile().list((folder, file) -> file.matches(jars));
    if (found == null || found.length == 0) {
      throw new IllegalStateException("no " + jars + " in " + FOLDER);
    }
    String added =
        Stream.of(found)
            .map(file -> FOLDER.resolve(file).toString())
            .collect(Collectors.joining(File.pathSeparator));
    return new Lane(name, ClassPath.join(added, classPath), ways, hasLive);
  }

  @Override
  public String toString() {
    return name;
  }
}
