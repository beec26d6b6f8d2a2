package com.example.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.service.AiServices;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulation;
import io.geminiquota.testkit.GeminiSimulator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@GeminiSimulation
class ApplicationTest {

  private static final List<String> NEWS = List.of("One.", "Two.", "Three.");

  @Test
  void summarisesEachTextAndTalksAboutThem(GeminiSimulator gemini) throws Exception {
    assertThat(Application.run(model(gemini), NEWS)).isZero();

    assertThat(gemini.requests()).as("a request for each text, two for the talk").hasSize(5);
  }

  @Test
  void oneTextThatFailsLeavesTheOthersAlone(GeminiSimulator gemini) throws Exception {
    gemini.script("gemini-x", Answer.badRequest(), Answer.ok());
    Editor editor = AiServices.create(Editor.class, model(gemini));
    List<Throwable> failures = new ArrayList<>();

    List<String> summaries = new Digest(editor, 1).summarize(NEWS, failures::add);

    assertThat(summaries).hasSize(2);
    assertThat(failures).hasSize(1);
  }

  private static ChatModel model(GeminiSimulator gemini) {
    return GoogleAiGeminiChatModel.builder()
        .apiKey("any-key")
        .baseUrl(gemini.baseUrl() + "/v1beta")
        .modelName("gemini-x")
        .maxRetries(0)
        .build();
  }
}
