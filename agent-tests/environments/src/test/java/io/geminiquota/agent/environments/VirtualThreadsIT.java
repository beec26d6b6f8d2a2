package io.geminiquota.agent.environments;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.virtual.VirtualThreads;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.GeminiSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VirtualThreadsIT {

  private static final int FIRST_WITHOUT_PINNING_MONITORS = 24;
  private static final int RPM = 500;

  /** More than a minute's, so that some are held and what holds them is loaded. */
  private static final int FIRST_CALLS = RPM + 100;

  private static final int CALLS = 3 * RPM;

  @TempDir private Path folder;

  static List<Jdk> jdks() {
    return Jdk.all().stream()
        .filter(jdk -> jdk.feature() >= FIRST_WITHOUT_PINNING_MONITORS)
        .toList();
  }

  /** A held call that kept the one carrier would stop all others, and itself. */
  @ParameterizedTest
  @MethodSource("jdks")
  void thousandsOfHeldCallsShareOneCarrier(Jdk jdk) throws IOException {
    try (GeminiSimulator simulator = GeminiSimulator.builder().start()) {
      Finished application =
          new ForkedJvm(jdk)
              .option("-Djdk.virtualThreadScheduler.parallelism=1")
              .option("-Djdk.virtualThreadScheduler.maxPoolSize=1")
              .agent("rpm=" + RPM + ",minute=500ms")
              .classPath(
                  Libraries.path(
                      new Archive()
                          .classes("", "com.example.virtual")
                          .writeTo(folder.resolve("application.jar")),
                      Libraries.all()))
              .run(
                  VirtualThreads.class,
                  simulator.baseUrl(),
                  Integer.toString(FIRST_CALLS),
                  Integer.toString(CALLS));

      assertThat(application.complaints()).isEmpty();
      assertThat(application.outLines())
          .containsExactly("answered at first " + FIRST_CALLS, "answered " + CALLS, "pinned 0");
      assertThat(application.exitValue()).isZero();
      assertThat(simulator.requests()).hasSize(FIRST_CALLS + CALLS);
    }
  }
}
