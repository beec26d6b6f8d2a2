package io.geminiquota.benchmarks.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ContestantTest {

  private static final Path AGENT = Path.of("agent.jar");
  private static final Duration MINUTE = Duration.ofMillis(4500);
  private static final String ENDPOINT = "http://127.0.0.1:4318";

  @Test
  void withoutTheAgentTheJvmIsStartedAsItIs() {
    assertThat(Contestant.withoutAgent().jvmArguments(MINUTE, ENDPOINT)).isEmpty();
  }

  @Test
  void theAgentIsToldTheLengthOfTheMinuteButNoLimit() {
    assertThat(Contestant.withAgent(AGENT).jvmArguments(MINUTE, ENDPOINT))
        .containsExactly("-javaagent:agent.jar=minute=4500ms,otlp-endpoint=http://127.0.0.1:4318");
  }

  @Test
  void theConfiguredAgentIsToldTheLimitToo() {
    assertThat(Contestant.withConfiguredAgent(AGENT, 20).jvmArguments(MINUTE, ENDPOINT))
        .containsExactly(
            "-javaagent:agent.jar=rpm=20,minute=4500ms,otlp-endpoint=http://127.0.0.1:4318");
  }
}
