package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Calls;
import com.example.WatchedCalls;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands on stderr, and what JMX tells, of failures and of a day's quota that ends. */
class QuotaLogIT {

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whoUses90PercentOfADayIsTold3TimesOnStderrAndByJmx(Jdk jdk) {
    Finished application;
    try (GeminiSimulator simulator = simulator(10)) {
      application =
          jvm(jdk)
              .agent("rpd=10,max-wait=1s,project=my-project")
              .run(WatchedCalls.class, simulator.baseUrl(), "9", "3");
    }

    assertThat(application.errLines()).hasSize(3);
    List<Integer> thresholds = List.of(70, 80, 90);
    for (int i = 0; i < 3; i++) {
      int percent = thresholds.get(i);
      assertThat(application.errLines().get(i))
          .startsWith(
              "gemini-quota: event=quota-alert cause=reached project=my-project"
                  + " model=gemini-2.5-flash unit=requests percent="
                  + percent
                  + " limit=10 used=")
          .contains(
              " text=\"" + percent + " % of the 10 requests per day of model gemini-2.5-flash");
      assertThat(application.out())
          .containsOnlyOnce(
              "notice io.geminiquota.alert.reached my-project gemini-2.5-flash requests "
                  + percent
                  + " % of 10, ends some time: "
                  + percent
                  + " % of the 10 requests per day");
    }
    assertThat(application.outLines()).contains("heard all").doesNotContain("call 429");
    assertThat(application.exitValue()).isZero();
  }

  @Test
  void aDayThatIsUsedUpIsAFewLinesHoweverManyCallsFail() {
    Finished application;
    try (GeminiSimulator simulator = simulator(3)) {
      application =
          jvm(Jdk.ofTheBuild())
              .agent("max-wait=1s,project=my-project")
              .run(Calls.class, simulator.baseUrl(), "40", "0");
    }

    assertThat(application.out()).contains("sync 200", "sync 429");
    assertThat(application.errLines())
        .hasSizeBetween(2, 8)
        .allMatch(line -> line.startsWith("gemini-quota: event="))
        .noneMatch(line -> line.contains("test-key"))
        .anyMatch(
            line ->
                line.startsWith("gemini-quota: event=attempt-failed code=429")
                    && line.contains(" project=my-project model=gemini-2.5-flash quota=")
                    && line.contains(" limit=3 "))
        .anyMatch(line -> line.contains("event=call-refused code=429") && line.contains(" more="));
    assertThat(failures(application)).as("each is counted, the cancelled one too").isEqualTo(38);
  }

  @Test
  void whoWantsNoneOfThemHasNone() {
    Finished application;
    try (GeminiSimulator simulator = simulator(3)) {
      application =
          jvm(Jdk.ofTheBuild())
              .agent("max-wait=1s,log=quiet")
              .run(Calls.class, simulator.baseUrl(), "6", "0");
    }

    assertThat(application.out()).contains("sync 429");
    assertThat(application.err()).isEmpty();
  }

  /** How many calls failed or were not sent, as the lines tell. */
  private static int failures(Finished application) {
    return application.errLines().stream()
        .filter(line -> line.contains("decision=give-up") || line.contains("decision=not-sent"))
        .mapToInt(line -> 1 + more(line))
        .sum();
  }

  private static int more(String line) {
    int at = line.indexOf(" more=");
    return at < 0 ? 0 : Integer.parseInt(line.substring(at + 6, line.indexOf(' ', at + 6)));
  }

  private static GeminiSimulator simulator(long requestsPerDay) {
    return GeminiSimulator.builder().limits(QuotaLimits.none().withRpd(requestsPerDay)).start();
  }

  private static ForkedJvm jvm(Jdk jdk) {
    return new ForkedJvm(jdk).classPath(ApplicationJars.OKHTTP_4);
  }
}
