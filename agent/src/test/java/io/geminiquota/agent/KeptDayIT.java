package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Calls;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that is started again on the same quota day. */
class KeptDayIT {

  private static final int DAY_LIMIT = 5;

  private final GeminiSimulator simulator =
      GeminiSimulator.builder().limits(QuotaLimits.none().withRpd(DAY_LIMIT)).start();

  @TempDir private Path directory;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theSecondRunSendsNoMoreThanTheFirstLeftOfAConfiguredDay(Jdk jdk) {
    String settings = "max-wait=1s,rpd=" + DAY_LIMIT + ",state-dir=" + directory;
    Finished first = run(jdk, settings, 3);
    Finished second = run(jdk, settings, 4);

    assertThat(first.complaints()).isEmpty();
    assertThat(second.errLines()).allMatch(line -> line.startsWith("gemini-quota: event="));
    assertThat(answers(first)).containsExactly("sync 200", "sync 200", "sync 200");
    assertThat(answers(second)).containsExactly("sync 200", "sync 200", "sync 429", "sync 429");
    assertThat(simulator.requests()).as("none was rejected").hasSize(DAY_LIMIT);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatTheFirstRunLearnedTheSecondKnows(Jdk jdk) {
    String settings = "max-wait=1s,state-dir=" + directory;
    Finished first = run(jdk, settings, 8);
    int sent = simulator.requests().size();
    Finished second = run(jdk, settings, 3);

    assertThat(answers(first)).hasSize(8).contains("sync 429");
    assertThat(second.errLines()).allMatch(line -> line.startsWith("gemini-quota: event="));
    assertThat(answers(second)).containsExactly("sync 429", "sync 429", "sync 429");
    assertThat(simulator.requests()).as("nothing was asked again").hasSize(sent);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theFileHoldsNoKey(Jdk jdk) throws IOException {
    run(jdk, "state-dir=" + directory, 1);

    assertThat(Files.readString(directory.resolve("days.json")))
        .contains("gemini-2.5-flash", "key-")
        .doesNotContain("test-key");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aDirectoryThatCannotBeUsedIsOneLineAndTheCallsGoOn(Jdk jdk) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Finished application = run(jdk, "state-dir=" + file, 2);

    assertThat(answers(application)).containsExactly("sync 200", "sync 200");
    assertThat(application.errLines())
        .singleElement()
        .asString()
        .startsWith("gemini-quota: state-dir=" + file + " cannot be used");
    assertThat(application.exitValue()).isZero();
  }

  private static List<String> answers(Finished application) {
    return application.outLines().stream().filter(line -> line.startsWith("sync ")).toList();
  }

  private Finished run(Jdk jdk, String settings, int calls) {
    return new ForkedJvm(jdk)
        .classPath(ApplicationJars.OKHTTP_4)
        .agent(settings)
        .run(Calls.class, simulator.baseUrl(), String.valueOf(calls), "0");
  }
}
