package io.geminiquota.agenttests.uncovered;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.GrpcClient;
import com.example.OldSdk;
import io.geminiquota.agent.jvm.ClassPath;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.GeminiSimulator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class UncoveredIT {

  private static final String OLD_SDK =
      "gemini-quota: this com.google.genai is older than 1.8 and does not use OkHttp: its calls are"
          + " not governed; update it to 1.8 or later";

  private static final String GRPC =
      "gemini-quota: google-cloud-vertexai calls Gemini through gRPC, which is not covered: its"
          + " calls are not governed; those of com.google.genai 1.8 or later are, also on Vertex"
          + " AI";

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anSdkThatIsTooOldRunsOnAndIsNamedOnce(Jdk jdk) {
    try (GeminiSimulator simulator = GeminiSimulator.builder().start()) {
      Finished application = application(jdk).run(OldSdk.class, simulator.baseUrl());

      assertThat(application.outLines()).containsExactly("Echo: Hello", "Echo: Hello");
      assertThat(application.complaints()).containsExactly(OLD_SDK);
      assertThat(simulator.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theGrpcClientOfVertexIsNamedOnce(Jdk jdk) {
    Finished application = application(jdk).run(GrpcClient.class);

    assertThat(application.outLines()).containsExactly("gemini-x", "gemini-x");
    assertThat(application.complaints())
        .as("beside what the JDK says of the native code of gRPC")
        .filteredOn(line -> line.startsWith("gemini-quota:"))
        .containsExactly(GRPC);
  }

  @Test
  void nothingIsSaidWhereTheAgentIsSwitchedOff() {
    Finished application =
        new ForkedJvm(Jdk.ofTheBuild())
            .shortLived()
            .classPath(ClassPath.ofApplication())
            .environment("GEMINI_QUOTA_ENABLED", "false")
            .agent("")
            .run(GrpcClient.class);

    assertThat(application.complaints()).isEmpty();
  }

  private static ForkedJvm application(Jdk jdk) {
    return new ForkedJvm(jdk).shortLived().classPath(ClassPath.ofApplication()).agent("");
  }
}
