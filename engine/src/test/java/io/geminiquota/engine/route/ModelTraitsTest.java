package io.geminiquota.engine.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTraitsTest {

  private static final String CONFIG = "generationConfig.thinkingConfig";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "gemini-2.5-flash       | \"thinkingLevel\":\"HIGH\"                    | thinkingLevel",
        "gemini-2.5-flash       | \"thinkingBudget\":0                          | ",
        "gemini-2.5-pro         | \"thinkingBudget\":0                          | thinkingBudget",
        "gemini-2.5-pro         | \"thinkingBudget\":512                        | ",
        "gemini-3-flash-preview | \"thinkingBudget\":512                        | ",
        "gemini-3-flash-preview | \"thinkingLevel\":\"minimal\"                 | ",
        "gemini-3.1-pro-preview | \"thinkingLevel\":\"MINIMAL\"                 | thinkingLevel",
        "gemini-3.1-pro-preview | \"thinkingLevel\":\"LOW\"                     | ",
        "gemma-4-31b-it         | \"thinkingBudget\":512                        | thinkingBudget",
        "gemma-4-31b-it         | \"thinkingLevel\":\"HIGH\"                    | ",
        "a-model-of-tomorrow    | \"thinkingBudget\":0,\"thinkingLevel\":\"LOW\"| "
      })
  void leavesOutOnlyWhatTheModelDoesNotTake(String model, String thinking, @Nullable String out) {
    String body = "{\"generationConfig\":{\"thinkingConfig\":{" + thinking + "}}}";
    assertThat(ModelTraits.fit(model, demands(body)))
        .isEqualTo(new Fit(null, out == null ? List.of() : List.of(CONFIG + '.' + out)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gemini-2.0-flash", "gemini-2.0-flash-lite-001", "gemini-2.5-flash-image"})
  void aModelThatDoesNotThinkIsNotToldHow(String model) {
    String body =
        "{\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":0,\"includeThoughts\":true},"
            + "\"temperature\":0}}";
    assertThat(ModelTraits.fit(model, demands(body)).leftOut()).containsExactly(CONFIG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "gemma-3-27b-it   | {\"systemInstruction\":{\"parts\":[]}}        | a system instruction",
        "gemma-3-27b-it   | {\"tools\":[{\"functionDeclarations\":[]},{\"functionDeclarations\":[{}]}]}"
            + " | function calling",
        "gemma-3-27b-it   | {\"generationConfig\":{\"responseMimeType\":\"application/json\"}}"
            + " | an answer in JSON",
        "gemini-2.5-flash | {\"generationConfig\":{\"responseModalities\":[\"IMAGE\"]}}"
            + " | images in the answer",
        "gemini-2.5-flash | {\"generationConfig\":{\"responseModalities\":[\"AUDIO\"]}}"
            + " | an answer as sound",
        "gemini-2.5-flash-preview-tts | {\"contents\":[]}                 | an answer in words",
        "gemini-2.5-flash-image | {\"tools\":[{\"functionDeclarations\":[{}]}]} | function calling"
      })
  void aModelThatCannotAnswerSaysWhy(String model, String body, String what) {
    assertThat(ModelTraits.fit(model, demands(body)))
        .isEqualTo(new Fit(model + " does not take " + what, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3.1-flash-image, {\"generationConfig\":{\"responseModalities\":[\"IMAGE\"]}}",
    "gemini-2.5-flash-preview-tts, {\"generationConfig\":{\"responseModalities\":[\"AUDIO\"]}}",
    "gemma-4-31b-it, {\"systemInstruction\":{}}",
    "gemini-2.5-pro, {\"tools\":[{\"googleSearch\":{}}]}"
  })
  void aModelThatCanIsFit(String model, String body) {
    assertThat(ModelTraits.fit(model, demands(body))).isEqualTo(Fit.AS_IT_IS);
  }

  @Test
  void aPenaltyIsLeftOutByTheNameThatItWasGiven() {
    assertThat(ModelTraits.fit("gemini-2.5-flash", demands("{\"presence_penalty\":1}")).leftOut())
        .containsExactly("presence_penalty");
  }

  @Test
  void whatTiesToAModelIsNoMatterOfTheTable() {
    assertThat(ModelTraits.fit("gemini-2.5-flash", new Demands(Bonds.ALL, false, Map.of())).isFit())
        .isTrue();
  }

  private static Demands demands(String body) {
    RequestHead request =
        TestHead.post(
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-x:generateContent",
            body);
    GeminiCall call = Objects.requireNonNull(new GeminiRequests(null).read(request));
    return Demands.of(call, request);
  }
}
