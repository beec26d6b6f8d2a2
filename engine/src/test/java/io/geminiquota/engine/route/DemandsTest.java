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

class DemandsTest {

  private static final String GEMINI = "https://generativelanguage.googleapis.com/v1beta";
  private static final String GENERATE = GEMINI + "/models/gemini-x:generateContent";
  private static final String VERTEX =
      "https://aiplatform.googleapis.com/v1beta1/projects/mine/locations/global/publishers/google"
          + "/models/gemini-x:generateContent";
  private static final String PROMPT = "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";

  /** P, M and S for what it is tied to: project, model, service. */
  @ParameterizedTest
  @CsvSource({
    "models/gemini-x:generateContent, ''",
    "models/gemini-x:streamGenerateContent, ''",
    "tunedModels/mine:generateContent, PMS",
    "models/gemini-x:embedContent, MS",
    "models/gemini-x:batchEmbedContents, MS",
    "models/gemini-x:countTokens, MS",
    "models/imagen-x:predict, S",
    "models/veo-x:predictLongRunning, PS",
    "models/gemini-x:batchGenerateContent, PMS",
    "openai/chat/completions, S",
    "openai/embeddings, MS",
    "interactions, PS",
    "cachedContents, PMS"
  })
  void someOperationsAreTiedWhateverTheyAsk(String path, String bonds) {
    assertThat(bonds(GEMINI + '/' + path, PROMPT)).isEqualTo(bonds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"cachedContent\":\"cachedContents/x\"}                                  | PMS",
        "{\"cached_content\":\"cachedContents/x\"}                                 | PMS",
        "{\"cachedContent\":null}                                                  | ",
        "{\"c\":[{\"fileData\":{\"fileUri\":\"https://generativelanguage.googleapis.com/v1beta/files/x\"}}]} | PS",
        "{\"c\":[{\"file_data\":{\"file_uri\":\"http://127.0.0.1:80/v1beta/files/x\"}}]} | PS",
        "{\"c\":[{\"fileData\":{\"fileUri\":\"files/x\"}}]}                        | PS",
        "{\"c\":[{\"fileData\":{\"fileUri\":\"gs://bucket/x\"}}]}                  | PS",
        "{\"c\":[{\"fileData\":{\"fileUri\":\"https://youtu.be/x\"}}]}             | ",
        "{\"c\":[{\"fileData\":{\"fileUri\":\"https://my.example/files/x\"}}]}     | ",
        "{\"c\":[{\"text\":\"see https://generativelanguage.googleapis.com/v1beta/files/x\"}]} | ",
        "{\"tools\":[{\"fileSearch\":{\"fileSearchStoreNames\":[\"x\"]}}]}         | PS",
        "{\"tools\":[{\"mcpServers\":[{}]}]}                                       | S",
        "{\"tools\":[{\"functionDeclarations\":[{\"parameters\":{\"uri\":\"gs://x\"}}]}]} | ",
        "{\"c\":[{\"functionCall\":{\"args\":{\"cachedContent\":\"x\",\"uri\":\"gs://x\"}}}]} | ",
        "{\"generationConfig\":{\"responseSchema\":{\"fileSearch\":1}}}             | ",
        "{\"labels\":{\"team\":\"a\"}}                                             | ",
        "no json                                                                   | PMS",
        "{\"contents\":                                                            | PMS",
        "[]                                                                        | PMS"
      })
  void whatARequestNamesTiesIt(String body, @Nullable String bonds) {
    assertThat(bonds(GENERATE, body)).isEqualTo(bonds == null ? "" : bonds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"labels\":{\"team\":\"a\"}}                                       | S",
        "{\"c\":[{\"fileData\":{\"fileUri\":\"gs://bucket/x\"}}]}            | S",
        "{\"safetySettings\":[{\"method\":\"SEVERITY\"}]}                    | S",
        "{\"tools\":[{\"retrieval\":{\"vertexRagStore\":{}}}]}               | PS",
        "{\"generationConfig\":{\"audioTimestamp\":true}}                    | S",
        "{\"generationConfig\":{\"temperature\":1}}                          | "
      })
  void theWordsOfVertexTieToVertex(String body, @Nullable String bonds) {
    assertThat(bonds(VERTEX, body)).isEqualTo(bonds == null ? "" : bonds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"model\":\"m\",\"input\":\"Hello\",\"store\":false}                              | S",
        "{\"model\":\"m\",\"input\":\"Hello\"}                                              | PS",
        "{\"model\":\"m\",\"input\":\"Hello\",\"store\":true}                               | PS",
        "{\"model\":\"m\",\"store\":false,\"previous_interaction_id\":\"x\"}                | PS",
        "{\"agent\":\"deep-research\",\"store\":false}                                      | MS"
      })
  void anInteractionIsGoneOnWithWhereItIsKept(String body, String bonds) {
    assertThat(bonds(GEMINI + "/interactions", body)).isEqualTo(bonds);
  }

  @Test
  void aBodyThatIsNotThereOrIsEncodedTiesToEverything() {
    RequestHead none = TestHead.post(GENERATE, Map.of(), null);
    RequestHead packed = TestHead.post(GENERATE, Map.of("Content-Encoding", "gzip"), PROMPT);
    assertThat(Demands.of(call(none), none).bonds()).isEqualTo(Bonds.ALL);
    assertThat(Demands.of(call(packed), packed).bonds()).isEqualTo(Bonds.ALL);
  }

  @Test
  void aBondAllowsWhatKeepsIt() {
    RequestHead request =
        TestHead.post(GENERATE, Map.of("x-goog-user-project", "mine"), "{\"cachedContent\":\"x\"}");
    GeminiCall call = call(request);
    Demands demands = Demands.of(call, request);
    assertThat(demands.allow(call, backend("mine", Service.GEMINI))).isTrue();
    assertThat(demands.allow(call, backend("other", Service.GEMINI))).isFalse();
    assertThat(demands.allow(call, backend("mine", Service.VERTEX))).isFalse();
    RequestHead plain = TestHead.post(GENERATE, PROMPT);
    assertThat(Demands.of(call(plain), plain).allow(call(plain), backend("other", Service.VERTEX)))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":0}}} | NO_THINKING |"
            + " generationConfig.thinkingConfig.thinkingBudget",
        "{\"generation_config\":{\"thinking_config\":{\"thinking_level\":\"LOW\"}}} | THINKING_LEVEL"
            + " | generation_config.thinking_config.thinking_level",
        "{\"systemInstruction\":{\"parts\":[]}}         | SYSTEM_INSTRUCTION | systemInstruction",
        "{\"messages\":[{\"role\":\"user\"},{\"role\":\"system\"}]} | SYSTEM_INSTRUCTION | messages.role",
        "{\"reasoning_effort\":\"low\"}                 | THINKING  | reasoning_effort",
        "{\"extra_body\":{\"google\":{\"thinking_config\":{}}}} | THINKING |"
            + " extra_body.google.thinking_config",
        "{\"generation_config\":{\"thinking_level\":\"low\"}} | THINKING |"
            + " generation_config.thinking_level",
        "{\"frequency_penalty\":0.5}                    | PENALTY   | frequency_penalty",
        "{\"tools\":[{\"functionDeclarations\":[{}]}]}  | FUNCTIONS | tools.functionDeclarations",
        "{\"tools\":[{\"type\":\"function\"}]}          | FUNCTIONS | tools.type",
        "{\"tools\":[{\"googleSearch\":{}}]}            | BUILT_IN_TOOLS | tools.googleSearch",
        "{\"generationConfig\":{\"responseMimeType\":\"application/json\"}} | JSON_OUTPUT |"
            + " generationConfig.responseMimeType",
        "{\"response_format\":{\"type\":\"json_schema\"}} | JSON_OUTPUT | response_format.type",
        "{\"generationConfig\":{\"responseModalities\":[\"TEXT\",\"IMAGE\"]}} | IMAGE_OUTPUT |"
            + " generationConfig.responseModalities",
        "{\"contents\":[{\"parts\":[{\"inlineData\":{\"mimeType\":\"audio/wav\",\"data\":\"AAAA\"}}]}]}"
            + " | AUDIO_INPUT | contents.parts.inlineData.mimeType"
      })
  void findsWhatNotEveryModelTakes(String body, Parameter parameter, String path) {
    RequestHead request = TestHead.post(GENERATE, body);
    assertThat(Demands.of(call(request), request).parameters())
        .containsEntry(parameter, List.of(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"contents\":[{\"parts\":[{\"text\":\"thinkingConfig\"}]}]}",
        "{\"generationConfig\":{\"temperature\":0,\"responseMimeType\":\"text/plain\"}}",
        "{\"frequency_penalty\":0.0,\"response_format\":{\"type\":\"text\"}}",
        "{\"tools\":[],\"systemInstruction\":null}",
        "{\"contents\":[{\"parts\":[{\"functionCall\":{\"args\":{\"mimeType\":\"audio/x\"}}}]}]}"
      })
  void doesNotFindWhatIsNotThere(String body) {
    RequestHead request = TestHead.post(GENERATE, body);
    assertThat(Demands.of(call(request), request).parameters())
        .containsOnlyKeys(Parameter.TEXT_OUTPUT);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-x, TEXT_OUTPUT",
    "gemini-2.5-flash-image, IMAGE_OUTPUT",
    "gemini-2.5-flash-preview-tts, AUDIO_OUTPUT"
  })
  void aModelSaysWhatKindOfAnswerIsWanted(String model, Parameter output) {
    RequestHead request = TestHead.post(GEMINI + "/models/" + model + ":generateContent", PROMPT);
    assertThat(Demands.of(call(request), request).parameters()).containsOnlyKeys(output);
  }

  private static String bonds(String url, String body) {
    RequestHead request = TestHead.post(url, body);
    Bonds bonds = Demands.of(call(request), request).bonds();
    return (bonds.toProject() ? "P" : "")
        + (bonds.toModel() ? "M" : "")
        + (bonds.toService() ? "S" : "");
  }

  private static GeminiCall call(RequestHead request) {
    return Objects.requireNonNull(new GeminiRequests(null).read(request));
  }

  private static Backend backend(String project, Service service) {
    SecretReference secret = new SecretReference(SecretReference.Kind.ENVIRONMENT, "KEY");
    return new Backend("b", project, service, "", "global", secret, false, 1, false);
  }
}
