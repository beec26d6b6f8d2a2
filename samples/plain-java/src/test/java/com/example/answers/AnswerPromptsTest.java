package com.example.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, as it is used, against a Gemini on this machine. */
class AnswerPromptsTest {

  @TempDir private Path folder;

  private final GeminiSimulator gemini = GeminiSimulator.builder().start();
  private Path prompts;
  private Path answers;

  @BeforeEach
  void writePrompts() throws IOException {
    answers = folder.resolve("answers.csv");
    prompts = folder.resolve("prompts.csv");
    Files.writeString(prompts, "id,prompt\n1,Hello\n2,\"One, two\"\n3,Good-bye\n");
  }

  @AfterEach
  void close() {
    gemini.close();
  }

  @Test
  void writesAnAnswerForEachPrompt() throws Exception {
    Run run = run("key", prompts.toString(), "--output", answers.toString());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("3 of 3 done, 0 failed", "3 answered, 0 failed");
    assertThat(answers).content().startsWith("id,answer,error").hasLineCount(4);
    assertThat(gemini.requests())
        .hasSize(3)
        .allSatisfy(request -> assertThat(request.model()).isEqualTo("gemini-2.5-flash"));
  }

  @Test
  void onePromptThatFailsLeavesTheOthersAlone() throws Exception {
    gemini.script("gemini-2.5-pro", Answer.badRequest(), Answer.ok());

    Run run =
        run("key", prompts.toString(), "-o", answers.toString(), "-m", "gemini-2.5-pro", "-w", "1");

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.output()).contains("2 answered, 1 failed");
    assertThat(Files.readAllLines(answers))
        .filteredOn(line -> line.contains("400"))
        .singleElement()
        .asString()
        .startsWith("1,,");
  }

  @Test
  void theSamplesOwnPromptsAreWellFormed() throws Exception {
    List<Prompt> own = PromptFile.read(Path.of("prompts.csv"));

    assertThat(own).hasSize(100);
    assertThat(own).extracting(Prompt::id).doesNotHaveDuplicates();
    assertThat(own).extracting(Prompt::text).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void saysInOneLineWhatIsWrongWithItsInput() throws Exception {
    Files.writeString(prompts, "number,question\n1,Hello\n");

    assertThat(run("key", prompts.toString()).firstLine())
        .isEqualTo(prompts + " needs the columns id and prompt in its first line.");
    assertThat(run("key", folder.resolve("none.csv").toString()).firstLine())
        .isEqualTo("There is no file " + folder.resolve("none.csv") + ".");
    assertThat(run("key", prompts.toString(), "--workers=0").firstLine())
        .isEqualTo("--workers must be at least 1.");
    assertThat(run("key", prompts.toString()).exitCode()).isEqualTo(2);
    assertThat(answers).doesNotExist();
  }

  @Test
  void saysThatTheKeyIsMissing() throws Exception {
    Run run = run("", prompts.toString(), "-o", answers.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.firstLine()).contains("GOOGLE_API_KEY");
    assertThat(run.output()).doesNotContain("\tat ");
  }

  private Run run(String key, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(AnswerPrompts.class.getName());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.matches("(GOOGLE|GEMINI|JAVA|JDK)_.*"));
    builder.environment().put("GOOGLE_GEMINI_BASE_URL", gemini.baseUrl());
    if (!key.isEmpty()) {
      builder.environment().put("GOOGLE_API_KEY", key);
    }
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .directory(folder.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended in time").isTrue();
      return new Run(process.exitValue(), Files.readString(output));
    } finally {
      process.destroyForcibly();
    }
  }

  private record Run(int exitCode, String output) {

    String firstLine() {
      return output.lines().findFirst().orElse("");
    }
  }
}
