package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {

  @Test
  void theAgentIsOnUnlessSomebodySwitchesItOff() {
    assertThat(Registration.isEnabled(null, null)).isTrue();
    assertThat(Registration.isEnabled("", "")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"enabled=false", "rpm=60,enabled=false", " Enabled = FALSE ,rpm=60"})
  void theAgentArgumentSwitchesItOff(String arguments) {
    assertThat(Registration.isEnabled(arguments, null)).isFalse();
  }

  @Test
  void theSystemPropertySwitchesItOff() {
    assertThat(Registration.isEnabled(null, "false")).isFalse();
  }

  @Test
  void theAgentArgumentGoesBeforeTheProperty() {
    assertThat(Registration.isEnabled("enabled=true", "false")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"enabled=maybe", "enabled=", "enabled", "not-enabled=false", "x=,y"})
  void whatIsNeitherTrueNorFalseDecidesNothing(String arguments) {
    assertThat(Registration.isEnabled(arguments, null)).isTrue();
    assertThat(Registration.isEnabled(arguments, "false")).isFalse();
  }
}
