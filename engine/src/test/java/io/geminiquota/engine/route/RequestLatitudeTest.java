package io.geminiquota.engine.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class RequestLatitudeTest {

  private static final String GEMINI = "https://generativelanguage.googleapis.com/v1beta/";

  @Test
  void whatIsTiedToNothingGoesAnywhere() {
    Latitude latitude = latitude("models/gemini-x:generateContent", "{\"contents\":[]}");
    assertThat(latitude.toOtherProject()).isTrue();
    assertThat(latitude.isUnderstoodBy(Service.VERTEX)).isTrue();
    assertThat(latitude.leftOutFor("gemini-2.5-flash")).isEmpty();
  }

  @Test
  void eachBondIsKept() {
    Latitude file =
        latitude("models/gemini-x:generateContent", "{\"c\":{\"fileUri\":\"files/x\"}}");
    assertThat(file.toOtherProject()).isFalse();
    assertThat(file.isUnderstoodBy(Service.VERTEX)).isFalse();
    assertThat(file.leftOutFor("gemini-2.5-flash")).isEmpty();
    Latitude vector = latitude("models/gemini-x:embedContent", "{\"content\":{}}");
    assertThat(vector.toOtherProject()).isTrue();
    assertThat(vector.leftOutFor("gemini-y")).isNull();
  }

  @Test
  void aRelayHasTheWordsOfTheDeveloperApi() {
    Latitude chat = latitude("openai/chat/completions", "{\"model\":\"gemini-x\"}");
    assertThat(chat.isUnderstoodBy(Service.UNKNOWN)).isTrue();
    assertThat(chat.isUnderstoodBy(Service.GEMINI)).isTrue();
    assertThat(chat.isUnderstoodBy(Service.VERTEX)).isFalse();
  }

  @Test
  void aModelIsAskedWithoutWhatItDoesNotTakeOrNotAtAll() {
    Latitude latitude =
        latitude(
            "models/gemini-x:generateContent",
            "{\"systemInstruction\":{},\"generationConfig\":{\"thinkingConfig\":{\"thinkingLevel\":"
                + "\"LOW\"}}}");
    assertThat(latitude.leftOutFor("gemini-2.5-flash"))
        .containsExactly("generationConfig.thinkingConfig.thinkingLevel");
    assertThat(latitude.leftOutFor("gemma-3-27b-it")).isNull();
  }

  private static Latitude latitude(String path, String body) {
    RequestHead request = TestHead.post(GEMINI + path, body);
    GeminiCall call = Objects.requireNonNull(new GeminiRequests(null).read(request));
    return new RequestLatitude(call, request);
  }
}
