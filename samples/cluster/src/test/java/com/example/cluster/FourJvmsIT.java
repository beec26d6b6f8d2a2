package com.example.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FourJvmsIT {

  /**
   * Four cold JVMs on two cores: what the first ones sent arrives up to some hundred milliseconds
   * late. Each by itself would have some thirty rejected, in each run.
   */
  private static final int SLOW_TO_ARRIVE = 20;

  @Test
  @Timeout(120)
  void fourJvmsShareOneQuota() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    FourJvms jvms =
        new FourJvms(
            Path.of(System.getProperty("agent.jar")),
            Path.of(System.getProperty("cluster.jar")),
            Path.of(System.getProperty("program.jar")),
            new PrintStream(said, true, StandardCharsets.UTF_8));

    assertThat(jvms.run(true)).as("all answered").isTrue();
    String text = said.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("JVM 4: 15 prompts: 15 answered, 0 failed", " 60 answered, ");
    assertThat(rejected(text)).as(text).isLessThanOrEqualTo(SLOW_TO_ARRIVE);
  }

  private static int rejected(String text) {
    Matcher together = Pattern.compile("(\\d+) rejected").matcher(text);
    assertThat(together.find()).as(text).isTrue();
    return Integer.parseInt(together.group(1));
  }
}
