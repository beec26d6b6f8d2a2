package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.example.Calls;
import com.example.Container;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.otlp.TraceReceiver;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GovernedCallsIT {

  private static final Duration MINUTE = Duration.ofSeconds(1);

  private final GeminiSimulator simulator =
      GeminiSimulator.builder().minute(MINUTE).limits(QuotaLimits.none().withRpm(3)).start();

  static Stream<Arguments> jdksAndLibraries() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.argumentSet(jdk + ", OkHttp 4", jdk, ApplicationJars.OKHTTP_4),
                    Arguments.argumentSet(jdk + ", OkHttp 5", jdk, ApplicationJars.OKHTTP_5)));
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void withoutTheAgentTheQuotaIsHit() {
    Finished application =
        new ForkedJvm(Jdk.ofTheBuild())
            .classPath(ApplicationJars.OKHTTP_4)
            .run(Calls.class, simulator.baseUrl(), "4", "4");

    assertThat(application.out()).contains("429");
  }

  @ParameterizedTest
  @MethodSource("jdksAndLibraries")
  void everyCallSucceedsAndStderrTellsOfTheOneThatTaughtTheLimit(Jdk jdk, String classPath) {
    Finished application =
        new ForkedJvm(jdk)
            .classPath(classPath)
            .agent("minute=1s")
            .run(Calls.class, simulator.baseUrl(), "4", "4");

    assertThat(application.errLines())
        .singleElement(as(STRING))
        .startsWith("gemini-quota: event=attempt-failed code=429 kind=RATE_REQUESTS_PER_MINUTE")
        .contains(" model=gemini-2.5-flash ", " limit=3 ", " attempt=1 decision=retry wait=");
    assertThat(application.outLines())
        .containsExactly(
            "sync 200",
            "sync 200",
            "sync 200",
            "sync 200",
            "async 200",
            "async 200",
            "async 200",
            "async 200",
            "cancelled");
    assertThat(application.exitValue()).isZero();
  }

  /** With held calls and with an exporter of our own, because both start threads that stay. */
  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationWhoseClassLoaderHasNoParentIsGovernedAndCollectedWhenItGoes(Jdk jdk) {
    Finished container;
    try (TraceReceiver receiver = TraceReceiver.start()) {
      container =
          new ForkedJvm(jdk)
              .agent("minute=1s,otlp-endpoint=" + receiver.endpoint())
              .run(Container.class, ApplicationJars.OKHTTP_4, simulator.baseUrl());
    }

    assertThat(container.errLines()).singleElement(as(STRING)).contains(" decision=retry ");
    assertThat(container.outLines())
        .hasSize(10)
        .startsWith("sync 200")
        .doesNotContain("sync 429")
        .doesNotContain("async 429")
        .endsWith("cancelled", "collected");
  }
}
