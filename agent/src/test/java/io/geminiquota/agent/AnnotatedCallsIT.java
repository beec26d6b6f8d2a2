package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.AnnotatedCalls;
import io.geminiquota.agent.jvm.AgentJar;
import io.geminiquota.agent.jvm.ClassPath;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.RequestRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code @GeminiQuota} does in an application on the real com.google.genai. */
class AnnotatedCallsIT {

  private static final String OF = "@GeminiQuota of com.example.AnnotatedCalls";

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();

  @AfterEach
  void stop() {
    simulator.close();
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  static Stream<Arguments> jdksAndSdks() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.argumentSet(jdk + ", 1.70", jdk, ApplicationJars.GENAI),
                    Arguments.argumentSet(jdk + ", 1.18", jdk, ApplicationJars.GENAI_ENQUEUING),
                    Arguments.argumentSet(jdk + ", 1.8", jdk, ApplicationJars.GENAI_OLDEST)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"paced", "pacedAsync"})
  void aMethodNeverHasMoreThanItsBudgetAndNobodyElseIsSlowed(String way) {
    Finished application = run(jvm(Jdk.ofTheBuild()).agent("minute=2s"), way);

    assertThat(application.complaints()).isEmpty();
    assertThat(application.outLines()).hasSize(24).containsOnly("paced OK");
    List<Long> limited = arrivals("gemini-limited");
    assertThat(limited).hasSize(12);
    for (int i = 5; i < limited.size(); i++) {
      // The clock of the simulator sees what the way there adds or takes, too.
      assertThat(limited.get(i) - limited.get(i - 5)).isGreaterThan(1_900);
    }
    assertThat(arrivals("gemini-free").get(11)).isLessThan(limited.get(11));
  }

  @ParameterizedTest
  @MethodSource("jdksAndSdks")
  void callsHaveThePolicyOfTheMethodThatTheyAreMadeIn(Jdk jdk, String classPath) {
    simulator.script("gemini-retries", Answer.unavailable(), Answer.ok());

    Finished application =
        run(
            jvm(jdk).classPath(classPath).agent(""),
            "budget",
            "chain",
            "retries",
            "name",
            "class",
            "nested",
            "default");

    assertThat(application.complaints()).isEmpty();
    assertThat(results(application))
        .containsExactly(
            "budget OK",
            "budget " + OF + ".limited",
            "chain " + OF + ".chain",
            "retries 503",
            "name OK",
            "name @GeminiQuota of the two",
            "class OK",
            "class " + OF + "$Whole",
            "class OK",
            "nested inner OK",
            "nested inner " + OF + ".inner",
            "nested outer OK",
            "nested outer " + OF + ".outer",
            "default OK",
            "default " + OF + "$Limited.limited");
    assertThat(arrivals("gemini-chain")).as("what was refused was not sent").hasSize(2);
    assertThat(arrivals("gemini-retries")).as("not sent again").hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void howeverAMethodEndsWhatComesAfterItIsOutside(Jdk jdk) {
    Finished application = run(jvm(jdk).agent(""), "after", "overflow");

    assertThat(application.complaints()).isEmpty();
    assertThat(application.outLines())
        .containsExactly(
            "after java.lang.IllegalStateException: of the application's own",
            "after OK",
            "after OK",
            "overflow java.lang.StackOverflowError",
            "overflow OK",
            "overflow OK");
  }

  @Test
  void whoSomebodyWaitsForGoesFirst() {
    Finished application = run(jvm(Jdk.ofTheBuild()).agent("minute=1s,rpm=1"), "order");

    assertThat(application.outLines()).containsExactly("interactive", "normal", "background");
  }

  @Test
  void aWrongValueIsOneLineAndTheRestHolds() {
    simulator.script("gemini-wrong", Answer.unavailable());

    Finished application = run(jvm(Jdk.ofTheBuild()).agent(""), "wrong");

    assertThat(application.complaints())
        .hasSize(2)
        .allMatch(line -> line.startsWith("gemini-quota: "))
        .allMatch(line -> line.contains(OF + ".wrong"))
        .anyMatch(line -> line.contains("rpm=0"))
        .anyMatch(line -> line.contains("maxWait=soon"));
    assertThat(arrivals("gemini-wrong")).as("sent once each time").hasSize(2);
  }

  @Test
  void theAnnotationMayBeThereAtRunTime() {
    Finished application =
        run(
            jvm(Jdk.ofTheBuild())
                .classPath(ClassPath.join(ApplicationJars.GENAI, ApplicationJars.ANNOTATIONS))
                .agent(""),
            "budget");

    assertThat(results(application)).containsExactly("budget OK", "budget " + OF + ".limited");
  }

  @Test
  void theAgentSwitchedOffLeavesAnnotatedMethodsAsTheyAre(@TempDir Path folder) {
    Path classes = folder.resolve("classes.log");
    Finished application =
        run(
            jvm(Jdk.ofTheBuild())
                .agent("")
                .option("-Xlog:class+load:file=" + classes)
                .environment("GEMINI_QUOTA_ENABLED", "false"),
            "budget");

    assertThat(application.complaints()).isEmpty();
    assertThat(application.outLines()).containsExactly("budget OK", "budget OK");
    assertThat(classes).content().doesNotContain("GeminiQuotaDispatcher");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.geminiquota.agent.core.scope.ScopeAdvice",
        "io.geminiquota.agent.core.weave.ScopedMethodVisitor",
      })
  void aFaultOfOursLeavesTheMethodAsItWasWithOneLine(String broken, @TempDir Path folder)
      throws IOException {
    Path damaged = AgentJar.copyWithout(folder, "core", broken);

    Finished application = run(jvm(Jdk.ofTheBuild()).agent(damaged, ""), "budget");

    assertThat(application.errLines())
        .singleElement()
        .asString()
        .startsWith("gemini-quota: ")
        .contains("com", "please report this line");
    assertThat(application.outLines()).containsExactly("budget OK", "budget OK");
  }

  /** Which changes the same method. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherAgentMayWeaveTheSameMethod(boolean oursFirst) {
    ForkedJvm jvm =
        jvm(Jdk.ofTheBuild())
            .option(
                "-Dotel.instrumentation.methods.include=com.example.AnnotatedCalls[limited,chain]")
            .option("-Dotel.traces.exporter=console")
            .option("-Dotel.metrics.exporter=none")
            .option("-Dotel.logs.exporter=none");
    Path other = ApplicationJars.companion("opentelemetry-javaagent.jar");
    jvm = oursFirst ? jvm.agent("").agent(other, "") : jvm.agent(other, "").agent("");

    Finished application = run(jvm, "budget", "chain");

    assertThat(results(application))
        .containsExactly("budget OK", "budget " + OF + ".limited", "chain " + OF + ".chain");
    assertThat(application.err()).contains("'AnnotatedCalls.limited'", "'AnnotatedCalls.chain'");
  }

  private static ForkedJvm jvm(Jdk jdk) {
    return new ForkedJvm(jdk).shortLived().classPath(ApplicationJars.GENAI);
  }

  private Finished run(ForkedJvm jvm, String... what) {
    return jvm.run(
        AnnotatedCalls.class,
        Stream.concat(Stream.of(simulator.baseUrl()), Stream.of(what)).toArray(String[]::new));
  }

  /** Of what was refused, whose budget it was; of what failed, the status. */
  private static Stream<String> results(Finished application) {
    return application.outLines().stream()
        .map(
            line ->
                line.replaceFirst(
                        "com.google.genai.errors.*stands in (@GeminiQuota of [^,]+),.*", "$1")
                    .replaceFirst("com.google.genai.errors.*Exception: (\\d+).*", "$1"));
  }

  /** In milliseconds. */
  private List<Long> arrivals(String model) {
    return simulator.requests().stream()
        .filter(request -> request.model().equals(model))
        .map(RequestRecord::arrivalNanos)
        .map(TimeUnit.NANOSECONDS::toMillis)
        .sorted()
        .toList();
  }
}
