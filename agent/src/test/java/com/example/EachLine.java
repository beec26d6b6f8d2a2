package com.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * Makes the same calls again and again, once for each line of a file: while it works on a line, the
 * system property {@code on.purpose} has its text. Prints each line, with what came of its calls.
 */
final class EachLine {

  private final Path file;

  EachLine(String file) {
    this.file = Path.of(file);
  }

  void run(Callable<String> calls) throws Exception {
    for (String line : Files.readAllLines(file)) {
      System.setProperty("on.purpose", line);
      System.out.println(line + " " + calls.call());
    }
    // The threads of HTTP clients would stay for a minute.
    Runtime.getRuntime().halt(0);
  }

  /**
   * What a call ended with. Faults of the network have several classes and texts, and libraries put
   * them into exceptions of theirs.
   */
  static String described(Throwable thrown) {
    if (thrown.toString().contains("on purpose")) {
      return thrown.toString();
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        return "InterruptedException";
      }
      if (cause instanceof IOException) {
        return "IOException";
      }
    }
    return thrown.getClass().getSimpleName();
  }
}
