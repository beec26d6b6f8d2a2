package io.geminiquota.benchmarks.goodput.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTest {

  @TempDir private Path folder;

  @Test
  void goesThroughTheCommandLineAsItIs() {
    Job job =
        new Job(
            Way.BUCKET4J_TENTH,
            "gemini-2.5-flash",
            Unit.INPUT_TOKENS,
            1_200_000,
            Duration.ofMillis(4_500),
            64,
            40_123,
            Path.of("a folder", "plan.txt"));

    assertThat(Job.parse(job.arguments().toArray(String[]::new))).isEqualTo(job);
    assertThat(job.scale()).isEqualTo(0.075);
  }

  @Test
  void aPlanGoesThroughItsFileAsItIs() throws Exception {
    List<PlannedCall> calls = List.of(new PlannedCall(0, 7), new PlannedCall(5_000_000_000L, 1));

    assertThat(PlannedCall.read(PlannedCall.write(folder.resolve("plan"), calls))).isEqualTo(calls);
    assertThat(calls.get(0).prompt()).hasSize(28);
  }
}
