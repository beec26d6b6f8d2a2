package io.geminiquota.benchmarks.goodput.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One call that an application shall make.
 *
 * @param dueNanos how long after the start it is wanted
 * @param tokens how long its prompt is, in input tokens
 */
public record PlannedCall(long dueNanos, long tokens) {

  private static final int CHARACTERS_PER_TOKEN = 4;

  /** A prompt of that length, as the simulator counts. */
  String prompt() {
    return "word".repeat(Math.toIntExact(tokens * CHARACTERS_PER_TOKEN / "word".length()));
  }

  /** Writes a plan, one call a line. */
  public static Path write(Path file, List<PlannedCall> calls) throws IOException {
    return Files.write(
        file, calls.stream().map(call -> call.dueNanos + " " + call.tokens).toList());
  }

  /** Reads what {@link #write} wrote. */
  static List<PlannedCall> read(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(PlannedCall::parse).toList();
  }

  private static PlannedCall parse(String line) {
    int blank = line.indexOf(' ');
    return new PlannedCall(
        Long.parseLong(line.substring(0, blank)), Long.parseLong(line.substring(blank + 1)));
  }
}
