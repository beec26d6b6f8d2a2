package io.geminiquota.benchmarks.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Classifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorTextTest {

  /** What is not understood is soon judged: it would be measured for nothing. */
  @ParameterizedTest
  @EnumSource
  void whatIsMeasuredIsUnderstood(ErrorText error) {
    assertThat(Classifier.classify(error.httpStatus(), error.text()).kind())
        .isEqualTo(error.kind());
  }

  @Test
  void theSizesAreThoseOfTheReadme() {
    assertThat(ErrorText.TYPICAL_429.text().length()).isBetween(1_400, 2_100);
    assertThat(ErrorText.RELAY.text().length()).isBetween(9_500, 10_500);
  }
}
