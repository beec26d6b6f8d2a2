package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.CallsOfOneModel;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An unchanged application goes on in another project, with another model, and at a relay. */
class OtherWaysIT {

  private static final String ASKED = "gemini-2.5-pro";
  private static final String FALLBACK = "gemini-2.5-flash";
  private static final QuotaLimits TWO_A_DAY = QuotaLimits.none().withRpd(2);

  private final GeminiSimulator simulator =
      GeminiSimulator.builder()
          .project("my-key", "mine")
          .project("key-of-b", "team-b")
          .project("key-of-relay", "relay")
          .limits("mine", ASKED, TWO_A_DAY)
          .limits("mine", FALLBACK, TWO_A_DAY)
          .limits("team-b", ASKED, TWO_A_DAY)
          .limits("team-b", FALLBACK, TWO_A_DAY)
          .start();

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void noCallIsLostWhileAnyWayIsOpen(Jdk jdk, @TempDir Path directory) throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "key-of-b\n");
    Finished application =
        new ForkedJvm(jdk)
            .shortLived()
            .classPath(ApplicationJars.GENAI)
            .environment("GEMINI_QUOTA_PROJECT", "mine")
            .environment("GEMINI_QUOTA_FALLBACK", FALLBACK)
            .environment("GEMINI_QUOTA_FALLBACK_AFTER", "0s")
            .environment("GEMINI_QUOTA_PROJECTS_TEAM_B_KEY", "file:" + key)
            .environment("GEMINI_QUOTA_RELAY_BASE_URL", simulator.baseUrl())
            .environment("GEMINI_QUOTA_RELAY_KEY", "env:KEY_OF_THE_RELAY")
            .environment("KEY_OF_THE_RELAY", "key-of-relay")
            .agent("")
            .run(CallsOfOneModel.class, simulator.baseUrl(), ASKED, "4");

    assertThat(application.exitValue()).as(application.err()).isZero();
    List<String> answers = application.outLines();
    assertThat(answers).hasSize(12);
    assertThat(answers.subList(0, 4)).allMatch(answer -> answer.contains(ASKED));
    assertThat(answers).filteredOn(answer -> answer.endsWith(" asked")).hasSize(2);
    assertThat(answers).filteredOn(answer -> answer.endsWith(" team-b/" + ASKED)).hasSize(2);
    assertThat(answers.subList(4, 8)).allMatch(answer -> answer.contains(" " + FALLBACK + " "));
    assertThat(answers).filteredOn(answer -> answer.endsWith(" -/" + FALLBACK)).hasSize(2);
    assertThat(answers).filteredOn(answer -> answer.endsWith(" team-b/" + FALLBACK)).hasSize(2);
    assertThat(answers.subList(8, 12)).allMatch(answer -> answer.endsWith(" relay/" + ASKED));
    assertThat(simulator.requests())
        .filteredOn(request -> request.status() == 429)
        .as("each is found out once")
        .extracting(RequestRecord::project, RequestRecord::model)
        .doesNotHaveDuplicates();
    assertThat(application.complaints()).isEmpty();
    assertThat(application.out() + application.err()).doesNotContain("key-of", "my-key");
  }
}
