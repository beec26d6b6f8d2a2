package io.geminiquota.benchmarks.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkedJvmTest {

  @TempDir private Path folder;

  @Test
  void runsToItsEndAndKeepsBothStreams() throws Exception {
    Path output = folder.resolve("output");
    try (ForkedJvm jvm = start(Talker.class, Map.of(), output)) {
      assertThat(jvm.awaitEnd()).isPositive();
    }
    assertThat(output).content().contains("to out").contains("to err");
  }

  @Test
  void seesWhatIsSetForItAndNoAgentOfOthers() throws Exception {
    Path output = folder.resolve("output");
    try (ForkedJvm jvm = start(Talker.class, Map.of("GOOGLE_API_KEY", "demo"), output)) {
      jvm.awaitEnd();
    }
    assertThat(output).content().contains("GOOGLE_API_KEY=demo");
    assertThat(output).content().doesNotContain("JAVA_TOOL_OPTIONS");
  }

  @Test
  void closingEndsIt() throws Exception {
    ForkedJvm jvm = start(Sleeper.class, Map.of(), folder.resolve("output"));
    assertThat(jvm.awaitEnd(Duration.ofMillis(1))).isFalse();
    jvm.close();
    assertThat(jvm.awaitEnd(Duration.ofSeconds(60))).isTrue();
  }

  @Test
  void whatCannotBeStartedSaysWhatItIs() {
    assertThatIOException()
        .isThrownBy(
            () ->
                ForkedJvm.start(
                    folder.resolve("no-java"), List.of(), Map.of(), folder.resolve("output")))
        .withMessageContaining("no-java");
    assertThat(Files.exists(folder.resolve("no-java"))).isFalse();
  }

  private static ForkedJvm start(Class<?> main, Map<String, String> environment, Path output)
      throws Exception {
    String classPath =
        Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    return ForkedJvm.start(
        ForkedJvm.thisJava(), List.of("-cp", classPath, main.getName()), environment, output);
  }

  static final class Talker {
    public static void main(String[] args) {
      System.out.println("to out");
      System.err.println("to err");
      System.getenv().forEach((name, value) -> System.out.println(name + "=" + value));
    }
  }

  static final class Sleeper {
    public static void main(String[] args) throws InterruptedException {
      Thread.sleep(600_000);
    }
  }
}
