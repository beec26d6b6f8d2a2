package io.geminiquota.benchmarks.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

  @ParameterizedTest(name = "{0} calls at {1} a minute of 10 s take {2} ms")
  @CsvSource({"1, 20, 100", "20, 20, 100", "21, 20, 10100", "100, 20, 40100", "101, 20, 50100"})
  void theQuotaDictatesAllWindowsButTheLastAndOneAnswer(int calls, int rpm, long millis) {
    Rules rules = new Rules(calls, 8, rpm, Duration.ofSeconds(10), Duration.ofMillis(100));

    assertThat(rules.dictated()).isEqualTo(Duration.ofMillis(millis));
  }
}
