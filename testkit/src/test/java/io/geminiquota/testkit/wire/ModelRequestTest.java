package io.geminiquota.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.testkit.quota.Cost;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ModelRequestTest {

  private static ModelRequest read(String path, String query, String body) {
    try {
      Endpoint endpoint = Endpoint.find("POST", path).orElseThrow();
      return ModelRequest.read("id", endpoint, query, JsonObject.parse(body));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void countsFourCharactersOfTextAsAToken() {
    ModelRequest request =
        read(
            "/v1beta/models/gemini-2.5-flash:generateContent",
            "",
            """
            {"contents":[{"role":"user","parts":[{"text":"12345678"}]}],
             "systemInstruction":{"parts":[{"text":"1234"}]},
             "generationConfig":{"responseMimeType":"text/plain"}}
            """);

    assertThat(request.cost()).isEqualTo(new Cost(1, 3, 0));
    assertThat(request.answerText()).isEqualTo("Echo: 12345678");
  }

  @Test
  void countsAnInlineMediumAs258TokensAndNotItsBytes() {
    ModelRequest request =
        read(
            "/v1beta/models/m:generateContent",
            "",
            """
            {"contents":[{"parts":[{"text":"1234"},
              {"inlineData":{"mimeType":"image/png","data":"AAAAAAAAAAAA"}}]}]}
            """);

    assertThat(request.inputTokens()).isEqualTo(259);
  }

  @Test
  void answersTheLastTextAndCutsItAfterSixtyCharacters() {
    ModelRequest request =
        read(
            "/v1beta/models/m:generateContent",
            "",
            """
            {"contents":[{"role":"user","parts":[{"text":"first"}]},
              {"role":"model","parts":[{"text":"Echo: first"}]},
              {"role":"user","parts":[{"text":"%s"}]}]}
            """
                .formatted("\uD83D\uDE00".repeat(70)));

    assertThat(request.answerText()).isEqualTo("Echo: " + "\uD83D\uDE00".repeat(60));
  }

  @Test
  void countsEachTextOfABatchEmbeddingAsARequest() {
    ModelRequest request =
        read(
            "/v1beta/models/gemini-embedding-001:batchEmbedContents",
            "",
            """
            {"requests":[{"content":{"parts":[{"text":"1234"}]}},
                         {"content":{"parts":[{"text":"1234"}]}}]}
            """);

    assertThat(request.cost()).isEqualTo(new Cost(2, 2, 0));
  }

  @Test
  void countsTheImagesAskedFor() {
    assertThat(
            read(
                    "/v1/projects/p/locations/us-central1/publishers/google/models/imagen-4.0:predict",
                    "",
                    """
                    {"instances":[{"prompt":"cats"}],"parameters":{"sampleCount":3}}
                    """)
                .images())
        .isEqualTo(3);
    assertThat(
            read(
                    "/v1beta/models/m:generateContent",
                    "",
                    """
                    {"generationConfig":{"responseModalities":["TEXT","IMAGE"]}}
                    """)
                .images())
        .isEqualTo(1);
  }

  @Test
  void findsTheModelInTheBodyWhereThePathNamesNone() {
    assertThat(read("/v1/tunedModels/mine:generateContent", "", "{}").model()).isEqualTo("mine");
    assertThat(read("/v1beta/interactions", "", "{\"model\":\"gemini-3-flash\"}").model())
        .isEqualTo("gemini-3-flash");
    assertThat(
            read("/v1beta/openai/chat/completions", "", "{\"model\":\"models/gemini-3-flash\"}")
                .model())
        .isEqualTo("gemini-3-flash");
  }

  @Test
  void seesHowAnAnswerShallCome() {
    String path = "/v1beta/models/m:streamGenerateContent";

    assertThat(read(path, "alt=sse", "{}").streaming()).isEqualTo(Streaming.SSE);
    assertThat(read(path, "key=k&alt=sse", "{}").streaming()).isEqualTo(Streaming.SSE);
    assertThat(read(path, "", "{}").streaming()).isEqualTo(Streaming.JSON_LIST);
    assertThat(read("/v1beta/interactions", "", "{\"stream\":true}").streaming())
        .isEqualTo(Streaming.SSE);
    assertThat(read("/v1beta/openai/chat/completions", "", "{}").streaming())
        .isEqualTo(Streaming.NONE);
  }

  @Test
  void findsNothingAtPathsThatAreNotGeminis() {
    assertThat(Endpoint.find("POST", "/v1beta/models/m:fly")).isEmpty();
    assertThat(Endpoint.find("POST", "/v1beta/models/m:models.list")).isEmpty();
    assertThat(Endpoint.find("DELETE", "/v1beta/models/m:generateContent")).isEmpty();
    assertThat(Endpoint.find("POST", "/v2/models/m:generateContent")).isEmpty();
    assertThat(Endpoint.find("POST", "/")).isEmpty();
  }
}
