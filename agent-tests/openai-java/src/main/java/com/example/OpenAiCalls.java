package com.example;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.util.stream.Collectors;

/**
 * An application that knows nothing of quotas, on openai-java at Gemini's compatible endpoint.
 * Arguments: Gemini's base URL, then {@link Ways}.
 */
public final class OpenAiCalls {

  private OpenAiCalls() {}

  public static void main(String[] arguments) {
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .apiKey("test-key")
            .baseUrl(arguments[0] + "/v1beta/openai/")
            .build();
    new Ways()
        .with("chat", model -> textOf(client.chat().completions().create(prompt(model))))
        .with(
            "async-chat",
            model -> textOf(client.async().chat().completions().create(prompt(model)).get()))
        .with("stream", model -> stream(client, model))
        .with("embed", model -> client.embeddings().create(text(model)).data().toString())
        .run(arguments);
  }

  private static String stream(OpenAIClient client, String model) {
    try (StreamResponse<ChatCompletionChunk> chunks =
        client.chat().completions().createStreaming(prompt(model))) {
      return chunks.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .collect(Collectors.joining());
    }
  }

  private static ChatCompletionCreateParams prompt(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hello").build();
  }

  private static EmbeddingCreateParams text(String model) {
    return EmbeddingCreateParams.builder().model(model).input("Hello").build();
  }

  private static String textOf(ChatCompletion completion) {
    return completion.choices().get(0).message().content().orElseThrow();
  }
}
