package io.geminiquota.micronaut.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.policy.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneWayOnlyTest {

  private final List<String> said = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {"fallback=gemini-3-flash", "projects.a.key=k-1", "models.gemini-2.5-pro.cache=1h"})
  void isSaidOnceWhereSomethingIsNotForSuchMethods(String settings) {
    OneWayOnly oneWay = of(settings);
    oneWay.runs("gemini-2.5-pro");
    oneWay.runs("gemini-2.5-pro");
    assertThat(said).singleElement().asString().contains("gemini-2.5-pro", "are not for them");
  }

  @Test
  void isNotSaidOtherwise() {
    of("rpm=60,models.gemini-3-flash.cache=1h").runs("gemini-2.5-pro");
    assertThat(said).isEmpty();
  }

  private OneWayOnly of(String settings) {
    return new OneWayOnly(SettingsReader.read(settings, Map.of(), Map.of()).settings(), said::add);
  }
}
