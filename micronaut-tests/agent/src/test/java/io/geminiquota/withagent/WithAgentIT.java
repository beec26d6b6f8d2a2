package io.geminiquota.withagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.micronaut.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The application of {@link OneLayerTest} with the real agent, on each JDK. */
@Execution(ExecutionMode.CONCURRENT)
class WithAgentIT {

  private static final String AGENT = "gemini-quota-agent";
  private static final String OPTIONS = "minute=2s,log=quiet";

  @Test
  void nothingIsDoneTwice() throws Exception {
    Lane lane = Lane.onTheBuildsJdk("Micronaut 4 with the agent").agent(AGENT, OPTIONS);
    assertThat(lane.run("io.geminiquota.withagent")).contains("Micronaut 4.");
  }

  @Test
  void nothingIsDoneTwiceOnTheNewestJdk() throws Exception {
    Lane lane =
        Lane.onTheNewestJdk("Micronaut 4 with the agent, newest JDK")
            .butNotTwice()
            .agent(AGENT, OPTIONS);
    assertThat(lane.run("io.geminiquota.withagent")).contains("Micronaut 4.");
  }
}
