package io.geminiquota.benchmarks.report;

import io.geminiquota.testkit.otlp.Look;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output, and how to write for whoever reads it. */
public record Terminal(PrintStream out, Look look) {

  /**
   * Set by the scripts to {@code true} where standard output is a terminal: Java has no way to ask
   * that means the same on every release.
   */
  private static final String IS_TERMINAL = "GEMINI_QUOTA_IS_TERMINAL";

  /** Standard output of this process, in UTF-8: the default charset knows less in a container. */
  public static Terminal ofThisProcess() {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    boolean terminal = Boolean.parseBoolean(System.getenv(IS_TERMINAL));
    return new Terminal(
        out, terminal ? Look.ofTerminal(System.getenv()) : Look.ofFile(System.getenv()));
  }
}
