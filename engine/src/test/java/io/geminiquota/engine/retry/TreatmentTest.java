package io.geminiquota.engine.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of decisions: in the code, and as the documentation tells it. */
class TreatmentTest {

  private static final Path TABLE = Path.of("../docs/decisions.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|.*\\| `([A-Z_]+)` \\|$");

  @ParameterizedTest
  @EnumSource(Kind.class)
  void sendsAgainWhatAWaitCanCureAndNothingElse(Kind kind) {
    Treatment treatment = Treatment.of(kind);
    switch (kind.retryable()) {
      case SOON -> assertThat(treatment).isIn(Treatment.PACE, Treatment.BACK_OFF);
      case AFTER_DAILY_RESET -> assertThat(treatment).isEqualTo(Treatment.WAIT_FOR_RESET);
      case NEVER ->
          assertThat(treatment)
              .isIn(
                  Treatment.GIVE_UP,
                  Treatment.SPARE_MODEL,
                  Treatment.SPARE_PROJECT,
                  Treatment.SPARE_CREDENTIAL);
    }
  }

  @Test
  void theDocumentedTableIsTheOneThatHolds() throws IOException {
    Map<Kind, Treatment> documented = new LinkedHashMap<>();
    Matcher row = ROW.matcher(Files.readString(TABLE));
    while (row.find()) {
      Treatment treatment = Treatment.valueOf(row.group(2));
      assertThat(documented.put(Kind.valueOf(row.group(1)), treatment)).isNull();
    }
    assertThat(documented).containsOnlyKeys(Kind.values());
    assertThat(documented)
        .allSatisfy((kind, treatment) -> assertThat(treatment).isEqualTo(Treatment.of(kind)));
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    Ladder ladder = new Ladder(Duration.ofSeconds(2), Duration.ofSeconds(10));
    assertThat(new long[] {ladder.pause(0), ladder.pause(1), ladder.pause(2), ladder.pause(3)})
        .containsExactly(seconds(2), seconds(4), seconds(8), seconds(10));
    assertThat(ladder.pause(Integer.MAX_VALUE)).isEqualTo(seconds(10));
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
