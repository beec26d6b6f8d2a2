package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PremainTest {

  @ParameterizedTest
  @ValueSource(strings = {"1.8", "9", "11", "16"})
  void anOlderJvmIsToldInOneLineWhatToDo(String specification) {
    assertThat(Premain.obstacle(specification))
        .isEqualTo(
            "needs Java 17 or newer, and this JVM is Java "
                + specification
                + ": Gemini calls are not governed; run the application on a newer Java");
  }

  @Test
  void aJvmThatDoesNotTellItsVersionIsTakenForAnOlderOne() {
    assertThat(Premain.obstacle(null)).contains("needs Java 17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "21", "25", "31"})
  void java17AndNewerAreFine(String specification) {
    assertThat(Premain.obstacle(specification)).isNull();
  }
}
