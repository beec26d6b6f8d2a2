package io.geminiquota.benchmarks.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {

  @TempDir private Path folder;

  @Test
  void countsAnswersAndKeepsErrors() throws IOException {
    Path file = folder.resolve("answers.csv");
    Files.writeString(file, "id,answer,error\n1,\"a, b\",\n2,,429 used up\n3,c,\n");

    Answers answers = Answers.read(file);

    assertThat(answers).isEqualTo(new Answers(2, List.of("429 used up")));
    assertThat(answers.count()).isEqualTo(3);
  }

  @Test
  void aFileThatWasNeverWrittenHasNoAnswers() throws IOException {
    assertThat(Answers.read(folder.resolve("none.csv")).count()).isZero();
  }

  @Test
  void promptsAreAskedAgainWhereThereAreTooFew() throws IOException {
    Path file = new Prompts(List.of("a", "b, c")).write(folder.resolve("prompts.csv"), 3);

    assertThat(file).hasContent("id,prompt\n1,a\n2,\"b, c\"\n3,a\n");
    assertThat(Prompts.read(file).texts()).containsExactly("a", "b, c", "a");
  }
}
