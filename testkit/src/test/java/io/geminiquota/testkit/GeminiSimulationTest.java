package io.geminiquota.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

@GeminiSimulation(rpm = 1)
class GeminiSimulationTest {

  private static final List<String> addresses = new ArrayList<>();

  private GeminiSimulator before;

  @BeforeEach
  void takesTheSimulatorOfTheTest(GeminiSimulator simulator) {
    before = simulator;
    addresses.add(simulator.baseUrl());
  }

  @AfterAll
  static void eachTestHadItsOwn() {
    assertThat(addresses).doesNotHaveDuplicates();
    addresses.clear();
  }

  @Test
  void followsTheAnnotationOfItsClass(GeminiSimulator simulator) {
    assertThat(simulator).isSameAs(before);
    assertThat(Wire.generate(simulator, "m").statusCode()).isEqualTo(200);
    assertThat(Wire.generate(simulator, "m").body()).contains("limit: 1,");
  }

  @Test
  @GeminiSimulation(rpm = 0, tier = Tier.PAID, minute = "3s", day = "1m", latency = "1ms..2ms")
  void followsTheAnnotationOfItsMethodBefore(GeminiSimulator simulator) {
    assertThat(Wire.generate(simulator, "m").body()).contains("generate_requests_per_model");
  }

  @Nested
  class Inside {
    @Test
    void followsTheAnnotationOfTheClassAround(GeminiSimulator simulator) {
      Wire.generate(simulator, "m");
      assertThat(Wire.generate(simulator, "m").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void saysWhatIsWrongWithADuration() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(WrongDuration.class))
        .execute()
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(message(text -> text.contains("'3 seconds' is no duration")))));
  }

  @GeminiSimulation(minute = "3 seconds")
  static class WrongDuration {
    @Test
    void neverRuns(GeminiSimulator simulator) {
      throw new AssertionError(simulator);
    }
  }
}
