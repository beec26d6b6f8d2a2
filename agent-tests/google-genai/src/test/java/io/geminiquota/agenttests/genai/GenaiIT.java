package io.geminiquota.agenttests.genai;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.GenaiCalls;
import io.geminiquota.agent.jvm.ClassPath;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done about a failure, on the newest com.google.genai. */
@Execution(ExecutionMode.CONCURRENT)
class GenaiIT {

  private static final List<String> WAYS = List.of("sync", "async", "stream", "async-stream");

  private static final Answer ZERO_QUOTA = Answer.zeroQuota();

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();

  @AfterEach
  void stop() {
    simulator.close();
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  static Stream<Arguments> hopelessAnswers() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.argumentSet(jdk + ", zero quota", jdk, ZERO_QUOTA, "billing"),
                    Arguments.argumentSet(jdk + ", bad key", jdk, Answer.invalidKey(), "API key"),
                    Arguments.argumentSet(
                        jdk + ", prepayment", jdk, Answer.prepaymentDepleted(), "billing")));
  }

  @ParameterizedTest
  @MethodSource("hopelessAnswers")
  void whatCannotSucceedIsSentOnceAndFailsAsTheSdkFailsWithTheAdvice(
      Jdk jdk, Answer answer, String advice) {
    WAYS.forEach(way -> simulator.script("gemini-" + way, answer));

    Map<String, String> results = run(jdk, "", WAYS);

    assertThat(WAYS)
        .allSatisfy(
            way ->
                assertThat(results.get("gemini-" + way))
                    .startsWith("com.google.genai.errors.ClientException: 4")
                    .contains("[gemini-quota]", advice));
    // A quota belongs to its model; a key and a bill are everybody's, so only the first call asks.
    boolean ofModel = answer.equals(ZERO_QUOTA);
    assertThat(simulator.requests()).hasSizeBetween(1, ofModel ? WAYS.size() : WAYS.size() - 1);
    assertThat(WAYS.stream().anyMatch(way -> results.get("gemini-" + way).contains("Not sent")))
        .isEqualTo(!ofModel);
  }

  /** Against 32 s of pointless retries without the agent, and generous to a busy machine. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whatCannotSucceedFailsWithoutAnyDelayOfOurs(Jdk jdk) {
    List<String> calls = List.of("sync", "sync", "sync");
    simulator.script("gemini-sync", ZERO_QUOTA);

    Map<String, String> results = run(jdk, "", calls);

    assertThat(Long.parseLong(results.get("gemini-sync.ms"))).as("warm, in ms").isLessThan(1_000);
    assertThat(simulator.requests()).as("the first, perhaps a probe").hasSizeLessThan(calls.size());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aDayThatSeemsToBeOverIsProbedOnceAndThenBelieved(Jdk jdk) {
    Answer over = Answer.dayExhausted(Duration.ofMillis(50));
    simulator.script("gemini-sync", over, Answer.ok());
    simulator.script("gemini-stream", over);

    Map<String, String> results = run(jdk, "", List.of("sync", "stream", "stream"));

    assertThat(results.get("gemini-sync")).startsWith("OK ");
    assertThat(results.get("gemini-stream"))
        .startsWith("com.google.genai.errors.ClientException: 429")
        .contains("[gemini-quota]", "Pacific time");
    assertThat(simulator.requests()).as("twice for each model, then none").hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aHealthyCallPassesTwentyThatAreHeldAndNoThreadWaitsWithThem(Jdk jdk) {
    simulator.script("gemini-hold20", Answer.rateLimited(Duration.ofMinutes(5)));

    Map<String, String> results = run(jdk, "max-wait=1h", List.of("hold20"));

    assertThat(results)
        .containsEntry(
            "gemini-hold20", "OK 20 held, healthy one answered, 0 threads of OkHttp busy");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatBreaksOnTheWireIsSentAgainAsTheSdkWouldHaveDone(Jdk jdk) {
    simulator.script("gemini-sync", Answer.connectionCut(), Answer.ok());

    assertThat(run(jdk, "", List.of("sync")).get("gemini-sync")).startsWith("OK ");
  }

  private Map<String, String> run(Jdk jdk, String settings, List<String> ways) {
    String[] arguments =
        Stream.concat(
                Stream.of(simulator.baseUrl()),
                ways.stream().flatMap(w -> Stream.of(w, "gemini-" + w)))
            .toArray(String[]::new);
    Finished application =
        new ForkedJvm(jdk)
            .shortLived()
            .classPath(ClassPath.ofApplication())
            .agent(settings)
            .run(GenaiCalls.class, arguments);
    assertThat(application.complaints()).isEmpty();
    return application.values();
  }
}
