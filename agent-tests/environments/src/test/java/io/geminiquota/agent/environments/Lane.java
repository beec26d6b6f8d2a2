package io.geminiquota.agent.environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Gemini whose answers tell whether {@link com.example.application.Application} is governed: a
 * rejected call succeeds, what the quota has no room for is not sent.
 */
final class Lane implements AutoCloseable {

  /** A minute that outlasts every test. */
  static final String SETTINGS = "rpm=2,minute=1h,max-wait=20s";

  private static final String REJECTED_ONCE = "gemini-rejected-once";
  private static final String FULL = "gemini-full";

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();

  Lane() {
    rejectOnce(REJECTED_ONCE);
  }

  /** A JVM that is over before it pays to compile well. */
  static ForkedJvm jvm(Jdk jdk) {
    return new ForkedJvm(jdk).option("-XX:TieredStopAtLevel=1");
  }

  String baseUrl() {
    return simulator.baseUrl();
  }

  void rejectOnce(String model) {
    simulator.script(model, Answer.rateLimitedWithoutDetails(), Answer.ok());
  }

  /** What the application is started with. */
  List<String> arguments() {
    return List.of(baseUrl(), REJECTED_ONCE, FULL, FULL, FULL);
  }

  /** What the JVM is told after its options. */
  List<String> launch(String... start) {
    List<String> launch = new ArrayList<>(List.of(start));
    launch.addAll(arguments());
    return launch;
  }

  /** How many requests there were for a model. */
  long requests(String model) {
    return simulator.requests().stream().filter(request -> request.model().equals(model)).count();
  }

  void assertGoverned(Finished application) {
    assertThat(application.complaints()).isEmpty();
    assertGovernedWithALine(application);
  }

  /** As {@link #assertGoverned}, but for what stands on stderr. */
  void assertGovernedWithALine(Finished application) {
    assertThat(application.outLines())
        .startsWith(REJECTED_ONCE + " STOP", FULL + " STOP", FULL + " STOP");
    assertThat(application.outLines().get(3)).contains("Not sent", "[gemini-quota]");
    assertThat(application.exitValue()).isZero();
    assertThat(requests(REJECTED_ONCE)).isEqualTo(2);
    assertThat(requests(FULL)).isEqualTo(2);
  }

  /** The SDK sends again what was rejected, and all else at once. */
  void assertNotGoverned(Finished application) {
    assertThat(application.outLines())
        .containsExactlyElementsOf(
            Stream.of(REJECTED_ONCE, FULL, FULL, FULL).map(model -> model + " STOP").toList());
    assertThat(application.exitValue()).isZero();
  }

  @Override
  public void close() {
    simulator.close();
  }
}
