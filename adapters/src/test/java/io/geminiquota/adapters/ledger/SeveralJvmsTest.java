package io.geminiquota.adapters.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.limit.DayPage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs of their own that keep their ledgers in one directory. */
class SeveralJvmsTest {

  @TempDir private Path directory;

  private final List<Process> jvms = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Process jvm : jvms) {
      jvm.destroyForcibly().waitFor();
    }
  }

  @Test
  void twoThatCallAtOnceLoseNoCount() throws Exception {
    Process one = start(1_500, 2, "");
    Process other = start(1_500, 2, "");

    assertThat(lines(one)).hasSize(1_500);
    assertThat(lines(other)).hasSize(1_500);
    assertThat(one.waitFor()).isZero();
    assertThat(other.waitFor()).isZero();
    assertThat(kept()).isEqualTo(3_000);
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("days.json", "days.lock");
  }

  @Test
  void theNextOneSendsNoMoreThanIsLeftOfTheDay() throws Exception {
    assertThat(lines(start(30, 1, "rpd=50"))).hasSize(30);
    assertThat(lines(start(60, 1, "rpd=50"))).hasSize(20);
    assertThat(lines(start(10, 1, "rpd=50"))).isEmpty();
  }

  /** A second until it is saved, and another one for a busy machine. */
  @Test
  void oneThatIsKilledHasLostTwoSecondsAtMost() throws Exception {
    Process jvm = start(1_000_000, 5, "");
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = jvm.inputReader()) {
      while (lines.size() < 600) {
        lines.add(out.readLine());
      }
      // By its handle, because a process that is destroyed takes its output with it.
      jvm.toHandle().destroyForcibly();
      out.lines().forEach(lines::add);
    }

    int kept = Math.toIntExact(kept());
    assertThat(kept).isBetween(1, lines.size() + 1);
    String lastKept = lines.get(Math.min(kept, lines.size()) - 1);
    assertThat(millis(lines.get(lines.size() - 1)) - millis(lastKept)).isLessThan(2_000);
  }

  private static long millis(String line) {
    return Long.parseLong(line.substring(line.indexOf(' ') + 1));
  }

  private Process start(int calls, int pauseMillis, String settings) throws IOException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                CallingJvm.class.getName(),
                directory.toString(),
                String.valueOf(calls),
                String.valueOf(pauseMillis),
                settings)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    jvms.add(jvm);
    return jvm;
  }

  private static List<String> lines(Process jvm) throws IOException {
    try (BufferedReader out = jvm.inputReader()) {
      return out.lines().toList();
    }
  }

  private long kept() {
    LedgerFile file =
        new LedgerFile(
            directory,
            TimeSource.system(),
            (topic, line) -> {
              throw new AssertionError(line);
            });
    return file.add(Map.of()).values().stream().mapToLong(DayPage::requests).sum();
  }
}
