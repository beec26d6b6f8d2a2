package io.geminiquota.benchmarks.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where this project was built: the option that every measurement has for it, and its help. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before anybody asks
public final class BuiltProject {

  @Option(
      names = "--project",
      paramLabel = "FOLDER",
      defaultValue = ".",
      hidden = true,
      description = "Where this project was built.")
  private Path folder;

  @SuppressWarnings("unused") // picocli looks at it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  /** A file or folder of the project, there or not. */
  public Path resolve(String path) {
    return folder.resolve(path);
  }

  /**
   * What the script that starts a measurement builds before it.
   *
   * @throws IOException if it is not there
   */
  public Path built(String path) throws IOException {
    Path file = resolve(path);
    if (!Files.exists(file)) {
      throw new IOException(
          "There is no " + file + ". The script that starts this builds it: use that.");
    }
    return file;
  }
}
