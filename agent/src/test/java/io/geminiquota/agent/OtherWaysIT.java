package io.geminiquota.agent;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.CallsOfOneModel;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RequestRecord;
import io.geminiquota.testkit.otlp.ReceivedSpan;
import io.geminiquota.testkit.otlp.TraceReceiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An unchanged application goes on in another project, with another model, and at a relay, and its
 * operator sees it.
 */
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

  private final TraceReceiver receiver = TraceReceiver.start();

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @AfterEach
  void stop() {
    receiver.close();
    simulator.close();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void noCallIsLostWhileAnyWayIsOpen(Jdk jdk, @TempDir Path directory) throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "key-of-b\n");
    String relay = simulator.baseUrl().replace("127.0.0.1", "localhost");
    Finished application =
        new ForkedJvm(jdk)
            .shortLived()
            .classPath(ApplicationJars.GENAI)
            .environment("GEMINI_QUOTA_PROJECT", "mine")
            .environment("GEMINI_QUOTA_FALLBACK", FALLBACK)
            .environment("GEMINI_QUOTA_FALLBACK_AFTER", "0s")
            .environment("GEMINI_QUOTA_PROJECTS_TEAM_B_KEY", "file:" + key)
            .environment("GEMINI_QUOTA_RELAY_BASE_URL", relay)
            .environment("GEMINI_QUOTA_OTLP_ENDPOINT", receiver.endpoint())
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
    assertThat(application.errLines())
        .as("each change of ways is told once, and at the end how often it was")
        .filteredOn(line -> line.contains("event=call-rerouted") && !line.contains(" more="))
        .hasSize(4)
        .allMatch(line -> line.contains(" reason=day project=mine model=" + ASKED))
        .anyMatch(line -> line.contains(" to-project=relay to-server=" + relay));
    assertThat(calls())
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                "2 x " + ASKED + " by mine at 127.0.0.1",
                "2 x " + ASKED + " by team-b at 127.0.0.1",
                "2 x " + FALLBACK + " by mine at 127.0.0.1",
                "2 x " + FALLBACK + " by team-b at 127.0.0.1",
                "4 x " + ASKED + " by relay at localhost"));
    assertThat(receiver.metrics())
        .filteredOn(point -> point.name().equals("gemini.quota.reroutes"))
        .extracting(point -> point.attributes().get("gemini.project.id"))
        .contains("mine", "team-b", "relay");
    String exports =
        receiver.exports().stream()
            .map(export -> new String(export, StandardCharsets.ISO_8859_1))
            .collect(joining());
    assertThat(exports)
        .contains("gemini.quota.rerouted", "gemini.quota.reroutes")
        .doesNotContain("my-key", "key-of-b", "key-of-relay", "Hello");
  }

  /** How many calls were answered by which model, of which project, at which server. */
  private List<String> calls() {
    return receiver.spans().stream()
        .filter(span -> span.kind() == ReceivedSpan.Kind.CLIENT)
        .collect(groupingBy(OtherWaysIT::answeredBy, counting()))
        .entrySet()
        .stream()
        .map(answered -> answered.getValue() + " x " + answered.getKey())
        .toList();
  }

  private static String answeredBy(ReceivedSpan call) {
    Map<String, Object> attributes = call.attributes();
    assertThat(call.name()).isEqualTo("generate_content " + ASKED);
    assertThat(attributes).containsEntry("gen_ai.request.model", ASKED);
    Object model = attributes.get("gen_ai.response.model");
    Object project = attributes.get("gemini.project.id");
    boolean asAsked = ASKED.equals(model) && "mine".equals(project);
    assertThat(attributes.containsKey("gemini.quota.rerouted")).isEqualTo(!asAsked);
    assertThat(attributes.get("gemini.quota.asked.project.id"))
        .isEqualTo("mine".equals(project) ? null : "mine");
    return model + " by " + project + " at " + attributes.get("server.address");
  }
}
