package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What always holds at a gate, in thousands of schedules made by chance. {@code
 * -Dgeminiquota.schedules=N} makes N of them, {@code -Dgeminiquota.schedule=SEED} runs one again.
 */
class ScheduleTest {

  private static final int SCHEDULES = Integer.getInteger("geminiquota.schedules", 10_000);
  private static final Long ONE = Long.getLong("geminiquota.schedule");

  @Test
  void whatAlwaysHoldsHoldsInEverySchedule() {
    List<String> failures = new ArrayList<>();
    long first = ONE == null ? 0 : ONE;
    long end = ONE == null ? SCHEDULES : ONE + 1;
    for (long seed = first; seed < end; seed++) {
      try {
        new Schedule(seed).run();
      } catch (AssertionError | RuntimeException e) {
        if (ONE != null) {
          throw e;
        }
        failures.add("-Dgeminiquota.schedule=" + seed + ": " + e.getMessage());
      }
    }
    assertThat(failures).as("seeds that fail").isEmpty();
  }
}
