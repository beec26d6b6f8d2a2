package io.geminiquota.agenttests.genai;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.GenaiCalls;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions of the Live API, which the newest SDK opens through OkHttp. */
@Execution(ExecutionMode.CONCURRENT)
class LiveIT {

  private static final String BUSY =
      error(
          "Resource has been exhausted (e.g. check quota).",
          "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"0.05s\"}");

  private static final String ZERO_QUOTA =
      error(
          "You exceeded your current quota, please check your plan and billing details.",
          "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{"
              + "\"quotaMetric\":\"generativelanguage.googleapis.com/bidi_gen_requests\","
              + "\"quotaId\":\"BidiGenContentRequestsPerDayPerProjectPerModel-FreeTier\","
              + "\"quotaDimensions\":{\"location\":\"global\",\"model\":\"gemini-live\"}}]}");

  private static LoopbackCertificate certificate;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws IOException, InterruptedException {
    certificate = LoopbackCertificate.create(folder);
  }

  static Stream<Arguments> lanes() {
    return Lane.all().stream()
        .filter(Lane::hasLive)
        .flatMap(
            lane ->
                Jdk.all().stream().map(jdk -> Arguments.argumentSet(lane + ", " + jdk, lane, jdk)));
  }

  @ParameterizedTest
  @MethodSource("lanes")
  void aSessionIsAskedForUntilThereIsRoomAndOnceIfItIsHopeless(Lane lane, Jdk jdk)
      throws Exception {
    List<String> answers = List.of(BUSY, BUSY, LiveServer.OPENED, ZERO_QUOTA);
    Finished application;
    int asked;
    try (LiveServer server = LiveServer.start(certificate, answers)) {
      application =
          new ForkedJvm(jdk)
              .shortLived()
              .classPath(lane.classPath())
              .option(certificate.trusting())
              .option(certificate.trustingPassword())
              .agent("minute=1s")
              .run(GenaiCalls.class, server.baseUrl(), "live", "passing", "live", "hopeless");
      asked = server.upgrades();
    }

    assertThat(application.complaints()).isEmpty();
    assertThat(application.values())
        .containsEntry("passing", "OK opened and closed")
        .containsEntry(
            "hopeless",
            "java.net.ProtocolException:"
                + " Expected HTTP 101 response but was '429 Too Many Requests'");
    assertThat(asked).isEqualTo(answers.size());
  }

  private static String error(String message, String detail) {
    return "{\"error\":{\"code\":429,\"message\":\""
        + message
        + "\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":["
        + detail
        + "]}}";
  }
}
