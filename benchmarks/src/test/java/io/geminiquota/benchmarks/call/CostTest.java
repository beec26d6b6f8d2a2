package io.geminiquota.benchmarks.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CostTest {

  @Test
  void isReadFromWhatTheProgramPrints() {
    assertThat(Cost.read(List.of("first 1200 0 0", "loopback 90 17 110")))
        .containsEntry("first", new Cost(1200, 0, 0))
        .containsEntry("loopback", new Cost(90, 17, 110));
  }

  @Test
  void whateverElseTheProgramSaysIsTold() {
    assertThatThrownBy(() -> Cost.read(List.of("first 1200 0 0", "gemini-quota: could not start")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("could not start");
  }
}
