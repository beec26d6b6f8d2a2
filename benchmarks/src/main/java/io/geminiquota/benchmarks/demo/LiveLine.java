package io.geminiquota.benchmarks.demo;

import io.geminiquota.benchmarks.report.Terminal;
import io.geminiquota.testkit.RequestRecord;
import io.geminiquota.testkit.otlp.Look;
import java.time.Duration;
import java.util.List;

/** One line that tells how a run goes: over and over on a terminal, once where nobody watches. */
final class LiveLine {

  private static final String BACK_TO_THE_START = "\r\u001b[K";

  private final Terminal terminal;
  private final String name;
  private final long startNanos = System.nanoTime();

  private LiveLine(Terminal terminal, String name) {
    this.terminal = terminal;
    this.name = name;
  }

  static LiveLine begin(Terminal terminal, String name) {
    LiveLine line = new LiveLine(terminal, name);
    if (terminal.look().colours() == Look.Colours.NONE) {
      terminal.out().println("Running: " + name);
    } else {
      line.show(List.of());
    }
    return line;
  }

  void show(List<RequestRecord> requests) {
    if (terminal.look().colours() == Look.Colours.NONE) {
      return;
    }
    long rejected = requests.stream().filter(request -> request.status() == 429).count();
    terminal
        .out()
        .printf(
            "%sRunning: %s, %d s, %d requests, %d of them rejected",
            BACK_TO_THE_START,
            name,
            Duration.ofNanos(System.nanoTime() - startNanos).toSeconds(),
            requests.size(),
            rejected);
    terminal.out().flush();
  }

  void clear() {
    if (terminal.look().colours() == Look.Colours.ANSI) {
      terminal.out().print(BACK_TO_THE_START);
      terminal.out().flush();
    }
  }
}
