package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.CachedCalls;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cache under an application on the real com.google.genai that knows nothing of it. */
class CachedCallsIT {

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();

  @TempDir private Path temporary;

  @AfterEach
  void stop() {
    simulator.close();
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatWasAskedIsNotAskedAgainEvenAfterAKill(Jdk jdk) {
    Path directory = temporary.resolve("answers");
    String settings = "cache=1h,cache-dir=" + directory;
    Finished killed = run(jdk, settings, "every", directory.toString());
    assertThat(killed.exitValue()).isEqualTo(9);
    assertThat(killed.outLines()).hasSize(16).contains("count 2");
    assertThat(simulator.requests())
        .extracting(request -> request.operation())
        .containsExactly(
            "generateContent",
            "streamGenerateContent",
            "batchEmbedContents",
            "countTokens",
            "generateContent");
    assertThat(complaints(killed))
        .singleElement()
        .asString()
        .contains("temperature", "cache-sampled=true");

    simulator.forgetRequests();
    Finished again = run(jdk, settings, "every");
    assertThat(again.outLines()).isEqualTo(killed.outLines());
    assertThat(simulator.requests()).as("what is sampled").hasSize(1);
  }

  @Test
  void aThousandIdenticalCallsAreOneRequest() {
    simulator.script("gemini-cached", Answer.ok().delayedBy(Duration.ofMillis(500)));
    Finished application = run(Jdk.ofTheBuild(), "cache=1h", "many");
    assertThat(application.complaints()).isEmpty();
    assertThat(application.outLines()).containsExactly("same 1000");
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void aMethodSaysForItselfWhatIsKept() {
    Finished application = run(Jdk.ofTheBuild(), "", "annotated");
    assertThat(application.complaints()).isEmpty();
    assertThat(application.outLines()).hasSize(4);
    assertThat(simulator.requests()).hasSize(3);
  }

  @Test
  void aDirectoryThatIsNoneIsOneLineAndTheRestWorks() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    Finished application = run(Jdk.ofTheBuild(), "cache=1h,cache-dir=" + file, "many");
    assertThat(application.outLines()).containsExactly("same 1000");
    assertThat(simulator.requests()).hasSize(1);
    assertThat(complaints(application))
        .singleElement()
        .asString()
        .contains("cache-dir=" + file, "answers are kept in memory");
  }

  private static List<String> complaints(Finished application) {
    return application.errLines().stream()
        .filter(line -> line.startsWith("gemini-quota:"))
        .toList();
  }

  private Finished run(Jdk jdk, String settings, String what, String... more) {
    String[] arguments = new String[2 + more.length];
    arguments[0] = simulator.baseUrl();
    arguments[1] = what;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return new ForkedJvm(jdk)
        .shortLived()
        .classPath(ApplicationJars.GENAI)
        .agent(settings)
        .run(CachedCalls.class, arguments);
  }
}
