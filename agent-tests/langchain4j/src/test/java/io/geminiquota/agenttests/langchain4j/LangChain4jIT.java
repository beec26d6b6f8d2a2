package io.geminiquota.agenttests.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.LangChain4jCalls;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.otlp.ReceivedSpan;
import io.geminiquota.testkit.otlp.TraceReceiver;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An unchanged application on LangChain4j's Gemini models. */
class LangChain4jIT {

  /** How long LangChain4j itself would wait between three requests at least. */
  private static final long LEAST_WAIT_BETWEEN_THREE_MS = 500 + 750;

  private static final String MODEL = " gemini-";
  private static final String RATE_LIMIT = "dev.langchain4j.exception.RateLimitException: ";

  /** Everything that LangChain4j asks Gemini for, and the same through OkHttp and through a log. */
  private static final List<String> WAYS =
      List.of(
          "chat",
          "stream",
          "embed",
          "batch-embed",
          "count",
          "logged",
          "okhttp",
          "stream-okhttp",
          "openai",
          "stream-openai");

  /** What the build has, without anything of ours. */
  private static final String CLASS_PATH =
      Stream.of(
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                  .split(File.pathSeparator, -1))
          .filter(entry -> isTheApplications(Path.of(entry).getFileName().toString()))
          .collect(Collectors.joining(File.pathSeparator));

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();

  @AfterEach
  void stop() {
    simulator.close();
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatFailsForAMomentReachesTheApplicationAsSuccessAndEachCallIsOneSpan(Jdk jdk) {
    for (String way : WAYS) {
      simulator.script("gemini-" + way, Answer.rateLimited(Duration.ofMillis(50)), Answer.ok());
    }

    try (TraceReceiver receiver = TraceReceiver.start()) {
      String settings = "minute=1s,otlp-endpoint=" + receiver.endpoint();
      Map<String, String> results = run(jdk, settings, WAYS);

      assertThat(WAYS).allSatisfy(way -> assertThat(results.get(way)).startsWith("OK "));
      assertThat(simulator.requests()).hasSize(2 * WAYS.size());
      assertThat(receiver.spans())
          .extracting(ReceivedSpan::name)
          .filteredOn(name -> name.contains(MODEL))
          .extracting(name -> name.substring(name.indexOf(MODEL) + MODEL.length()))
          .containsExactlyInAnyOrderElementsOf(WAYS);
    }
  }

  /** Each failure three times over without the agent, with a second and a half of waiting. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whatWeGiveUpLangChain4jDoesNotSendAgain(Jdk jdk) {
    simulator.script("gemini-minute", Answer.rateLimited(Duration.ofSeconds(34)));
    simulator.script("gemini-day", Answer.dayExhausted(Duration.ofMillis(50)));
    simulator.script("gemini-down", Answer.unavailable());
    simulator.script("gemini-zero", Answer.zeroQuota());
    simulator.script("gemini-cut", Answer.connectionCut());
    simulator.script("gemini-key", Answer.invalidKey());

    Map<String, String> results =
        run(
            jdk,
            "max-wait=10s,retries=1",
            List.of("warm-up", "minute", "day", "down", "zero", "cut", "key"));

    assertThat(results.get("minute")).startsWith(RATE_LIMIT).contains("[gemini-quota]", "in 34 s");
    assertThat(results.get("day")).startsWith(RATE_LIMIT).contains("[gemini-quota]", "Pacific");
    assertThat(results.get("zero")).startsWith(RATE_LIMIT).contains("[gemini-quota]", "billing");
    assertThat(results.get("down"))
        .startsWith("dev.langchain4j.exception.InternalServerException: ")
        .contains("high demand", "[gemini-quota]");
    assertThat(results.get("cut")).startsWith("java.lang.RuntimeException: java.io.IOException: ");
    assertThat(results.get("key"))
        .startsWith("dev.langchain4j.exception.InvalidRequestException: ")
        .contains("API key not valid", "[gemini-quota]");
    assertThat(requests("minute")).isEqualTo(1);
    assertThat(requests("day")).as("a probe").isEqualTo(2);
    assertThat(requests("zero")).isEqualTo(1);
    assertThat(requests("down")).as("our own retry").isEqualTo(2);
    assertThat(requests("cut")).as("our own retry").isEqualTo(2);
    assertThat(requests("key")).isEqualTo(1);
    assertThat(List.of("minute", "zero", "key"))
        .allSatisfy(
            way ->
                assertThat(Long.parseLong(results.get(way + ".ms")))
                    .as(way)
                    .isLessThan(LEAST_WAIT_BETWEEN_THREE_MS));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aHeldCallEndsWhenItsThreadIsInterrupted(Jdk jdk) {
    simulator.script("gemini-interrupted", Answer.rateLimited(Duration.ofMinutes(5)));

    Map<String, String> results = run(jdk, "max-wait=1h", List.of("interrupted"));

    assertThat(results.get("interrupted"))
        .isEqualTo("OK java.lang.RuntimeException: Interrupted during action execution");
  }

  @Test
  void whoWantsLangChain4jsOwnRetriesKeepsThem() {
    simulator.script("gemini-down", Answer.unavailable());

    Map<String, String> results =
        run(Jdk.ofTheBuild(), "sdk-retries=keep,retries=0", List.of("down"));

    assertThat(results.get("down")).contains("[gemini-quota]");
    assertThat(requests("down")).isEqualTo(3);
  }

  @Test
  void withoutTheAgentLangChain4jSendsThreeTimes() {
    simulator.script("gemini-minute", Answer.rateLimited(Duration.ofSeconds(34)));

    Finished application =
        new ForkedJvm(Jdk.ofTheBuild())
            .classPath(CLASS_PATH)
            .run(LangChain4jCalls.class, simulator.baseUrl(), "minute");

    assertThat(application.out()).startsWith("minute=" + RATE_LIMIT);
    assertThat(requests("minute")).isEqualTo(3);
  }

  private long requests(String way) {
    return simulator.requests().stream()
        .filter(request -> request.model().equals("gemini-" + way))
        .count();
  }

  private Map<String, String> run(Jdk jdk, String settings, List<String> ways) {
    String[] arguments =
        Stream.concat(Stream.of(simulator.baseUrl()), ways.stream()).toArray(String[]::new);
    Finished application =
        new ForkedJvm(jdk)
            .classPath(CLASS_PATH)
            .agent(settings)
            .run(LangChain4jCalls.class, arguments);
    assertThat(application.complaints()).isEmpty();
    return application.outLines().stream()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(part -> part[0], part -> part[1]));
  }

  private static boolean isTheApplications(String fileName) {
    return !fileName.startsWith("gemini-quota-") && !fileName.equals("classes");
  }
}
