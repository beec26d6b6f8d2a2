package io.geminiquota.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTextTest {

  @ParameterizedTest
  @CsvSource({
    "856559356, 856.559356ms, 0s",
    "762000000, 762ms, 0s",
    "1, 0.000001ms, 0s",
    "0, 0ms, 0s",
    "1580000000, 1.58s, 1s",
    "42920000000, 42.92s, 42s",
    "59440629838, 59.440629838s, 59s",
    "60000000000, 1m, 60s",
    "2728000000000, 45m28s, 2728s",
    "3683950000000, 1h1m23.95s, 3683s",
    "49680000000000, 13h48m, 49680s",
    "68405010000000, 19h5.01s, 68405s",
    "581981000000000, 161h39m41s, 581981s"
  })
  void writesDurationsAsTheServiceDoes(long nanos, String exact, String wholeSeconds) {
    Duration duration = Duration.ofNanos(nanos);

    assertThat(RetryText.exact(duration)).isEqualTo(exact);
    assertThat(RetryText.wholeSeconds(duration)).isEqualTo(wholeSeconds);
  }
}
