package io.geminiquota.engine.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00.25Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mon, 02 Mar 2026 10:00:30 GMT | 30",
        "Mon, 02 Mar 2026 09:00:00 GMT | 0",
        "Tue, 3 Mar 2026 10:00:01 GMT | 86401"
      })
  void aDateBecomesTheSecondsUntilThen(String date, String seconds) {
    assertThat(RetryAfter.inSeconds(date, NOW)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"120", "", "soon, perhaps", "Mon, 99 Mar 2026 10:00:30 GMT"})
  void everythingElseStaysAsItIs(String header) {
    assertThat(RetryAfter.inSeconds(header, NOW)).isEqualTo(header);
  }

  @Test
  void noHeaderIsNone() {
    assertThat(RetryAfter.inSeconds(null, NOW)).isNull();
  }
}
