package io.geminiquota.engine.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "34s, PT34S",
    "0s, PT0S",
    "856.559356ms, PT0.856559356S",
    "59.440629838s, PT59.440629838S",
    "1h1m23.95s, PT1H1M23.95S",
    "19h5.01s, PT19H5.01S",
    "13h48m, PT13H48M",
    "45m28s., PT45M28S",
    "161h39m41s, PT161H39M41S",
    "30 seconds, PT30S",
    "2 minutes 5 seconds, PT2M5S",
    "581981.300432511s, PT581981.300432511S",
    "1.5h, PT1H30M",
    "250us, PT0.00025S"
  })
  void everyFormThatWasSeenIsRead(String text, Duration expected) {
    assertThat(Durations.at(text, 0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9223372036854775807s", "99999999999999999999999999h", "9223372036854775807"})
  void whatIsTooLargeForAClockIsForever(String text) {
    assertThat(Durations.orSecondsAt(text, 0)).isEqualTo(Verdict.FOREVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "soon", "-5s", "12", "12 apples", ".5"})
  void whatIsNoDurationIsNull(String text) {
    assertThat(Durations.at(text, 0)).isNull();
  }

  @Test
  void aBareNumberIsSecondsOnlyWhereThatIsAgreed() {
    assertThat(Durations.orSecondsAt("43", 0)).isEqualTo(Duration.ofSeconds(43));
    assertThat(Durations.at("43", 0)).isNull();
  }

  @Test
  void sumsThatOverflowAreForever() {
    assertThat(Durations.at("9223372036854775807h9223372036854775807m", 0))
        .isEqualTo(Verdict.FOREVER);
    assertThat(Durations.at("999999999999999999s999999999999999999s", 0)).isNotNull();
  }
}
