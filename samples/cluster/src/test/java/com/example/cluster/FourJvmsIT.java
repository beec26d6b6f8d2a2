package com.example.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FourJvmsIT {

  @Test
  @Timeout(120)
  void fourJvmsShareOneQuotaWithoutASingleRejection() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    FourJvms jvms =
        new FourJvms(
            Path.of(System.getProperty("agent.jar")),
            Path.of(System.getProperty("cluster.jar")),
            Path.of(System.getProperty("program.jar")),
            new PrintStream(said, true, StandardCharsets.UTF_8));

    assertThat(jvms.run(true)).as("all answered").isTrue();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("JVM 4: 15 prompts: 15 answered, 0 failed")
        .contains("Together: 60 requests sent, 60 answered, 0 rejected");
  }
}
