package io.geminiquota.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that never calls Gemini, and tells at its end how much memory it has taken. */
final class HelloWorld {

  private HelloWorld() {}

  /** Says hello, then the process's largest resident set as Linux counts it, in kilobytes. */
  public static void main(String[] args) throws IOException {
    System.out.println("Hello, world.");
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        System.out.println(line);
      }
    }
  }
}
