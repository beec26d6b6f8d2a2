package io.geminiquota.agenttests.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.OpenAiCalls;
import io.geminiquota.agent.jvm.ClassPath;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.agent.jvm.Trial;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.RequestRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class OpenAiIT {

  private static final List<String> WAYS = List.of("chat", "async-chat", "stream", "embed");

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyWayIsSentUntilItPassesAndOnceIfItIsHopeless(Jdk jdk) {
    ForkedJvm jvm =
        new ForkedJvm(jdk).shortLived().classPath(ClassPath.ofApplication()).agent("minute=1s");

    Trial.run(jvm, OpenAiCalls.class, WAYS).assertGoverned();
  }

  @Test
  void everyWayOfChattingIsAnsweredByAnotherModel() {
    try (GeminiSimulator simulator = GeminiSimulator.builder().start()) {
      List<String> calls = new ArrayList<>(List.of(simulator.baseUrl()));
      for (String way : List.of("chat", "async-chat", "stream")) {
        simulator.script("used-up-" + way, Answer.zeroQuota());
        calls.addAll(List.of(way, "used-up-" + way));
      }
      Finished application =
          new ForkedJvm(Jdk.ofTheBuild())
              .shortLived()
              .classPath(ClassPath.ofApplication())
              .environment("GEMINI_QUOTA_FALLBACK", "gemini-y")
              .agent("")
              .run(OpenAiCalls.class, calls.toArray(String[]::new));

      assertThat(application.values())
          .extractingByKeys("used-up-chat", "used-up-async-chat", "used-up-stream")
          .allSatisfy(answer -> assertThat(answer).startsWith("OK Echo"));
      assertThat(simulator.requests())
          .extracting(RequestRecord::model)
          .containsExactly(
              "used-up-chat",
              "gemini-y",
              "used-up-async-chat",
              "gemini-y",
              "used-up-stream",
              "gemini-y");
    }
  }

  @Test
  @Tag("docs")
  void printsItsRowOfTheDocs() {
    System.out.println(
        Trial.row("openai-java", ClassPath.ofApplication(), OpenAiCalls.class, "chat"));
  }
}
