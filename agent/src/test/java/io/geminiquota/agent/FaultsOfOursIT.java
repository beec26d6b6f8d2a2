package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.EveryKindOfCall;
import com.example.EveryKindOfLangChain4jCall;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of an advice, and every method of the engine that the glue calls, throws on purpose,
 * one after the other: an exception, and an error. In each case the calls of the application end as
 * they do without us.
 */
class FaultsOfOursIT {

  private static final String GUARD = "io/geminiquota/adapters/GuardedCall";
  private static final String OKHTTP_GLUE = "io/geminiquota/adapters/okhttp/";
  private static final String SCOPES = "io/geminiquota/agent/core/scope/ScopeAdvice";
  private static final String POOL = "io/geminiquota/agent/core/scope/PoolAdvice";
  private static final List<String> OKHTTP =
      List.of("io/geminiquota/agent/glue/RealCallAdvice", SCOPES, POOL);
  private static final List<String> LANGCHAIN4J =
      List.of(
          "io/geminiquota/agent/glue/HttpClientAdvice",
          "io/geminiquota/agent/glue/RetryPolicyAdvice",
          SCOPES);

  @TempDir private Path folder;

  static Stream<Arguments> applications() {
    Jdk newest = Jdk.all().get(Jdk.all().size() - 1);
    return Stream.concat(
        Jdk.all().stream().map(jdk -> Arguments.of(jdk, "OkHttp 4.12", ApplicationJars.OKHTTP_4)),
        Stream.of(Arguments.of(newest, "OkHttp 5", ApplicationJars.OKHTTP_5)));
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("applications")
  void whateverFailsTheCallsThroughOkHttpEndAsWithoutUs(Jdk jdk, String library, String classPath)
      throws IOException {
    DamagedJar jar = new DamagedJar(OKHTTP, List.of(GUARD, OKHTTP_GLUE));

    assertCallsAreUntouched(
        new ForkedJvm(jdk).classPath(classPath),
        jar,
        EveryKindOfCall.class,
        "200 200 200 200 200 400 400 200 IOException IOException IOException");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whateverFailsTheCallsThroughLangChain4jEndAsWithoutUs(Jdk jdk) throws IOException {
    DamagedJar jar =
        new DamagedJar(LANGCHAIN4J, List.of(GUARD, "io/geminiquota/adapters/langchain4j/"));

    assertCallsAreUntouched(
        new ForkedJvm(jdk).classPath(ApplicationJars.GENAI),
        jar,
        EveryKindOfLangChain4jCall.class,
        "OK OK OK OK InvalidRequestException InvalidRequestException"
            + " IOException IOException InterruptedException");
  }

  private void assertCallsAreUntouched(
      ForkedJvm jvm, DamagedJar jar, Class<?> main, String asWithoutUs) throws IOException {
    List<String> lines = new ArrayList<>(List.of("nothing"));
    for (String place : jar.places()) {
      lines.add(place);
      lines.add("error:" + place);
    }

    Finished application;
    try (GeminiSimulator simulator = GeminiSimulator.builder().start()) {
      simulator.script("gemini-wrong", Answer.badRequest());
      simulator.script("gemini-cut", Answer.connectionCut());
      simulator.script(
          "gemini-error-in-stream", Answer.streamErrorBeforeFirstChunk(Answer.badRequest()));
      application =
          jvm.agent(jar.writeTo(folder), "retries=0")
              .run(
                  main,
                  simulator.baseUrl(),
                  Files.write(folder.resolve("places"), lines).toString());
    }

    assertThat(jar.places()).hasSizeGreaterThan(30);
    assertThat(application.outLines())
        .containsExactlyElementsOf(lines.stream().map(line -> line + " " + asWithoutUs).toList());
    assertThat(application.errLines())
        .singleElement()
        .asString()
        .startsWith("gemini-quota: ")
        .contains("IllegalStateException")
        .endsWith("please report this line");
  }
}
