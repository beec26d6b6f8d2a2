package io.geminiquota.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void theMiddleOfAnOddNumber() {
    assertThat(Median.of(List.of(9, 1, 4))).isEqualTo(4);
  }

  @Test
  void theMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(Median.of(List.of(9L, 1L, 4L, 5L))).isEqualTo(4.5);
  }

  @Test
  void nothingHasNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> Median.of(List.of()));
  }
}
