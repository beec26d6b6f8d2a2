package com.example;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.google.genai.GoogleGenAiChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * An application that knows nothing of quotas, on Spring AI. Arguments: Gemini's base URL, then
 * {@link Ways}.
 */
public final class SpringAiCalls {

  private SpringAiCalls() {}

  public static void main(String[] arguments) {
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context.registerBean(ChatModel.class, () -> gemini(arguments[0]));
      context.refresh();
      ChatModel chat = context.getBean(ChatModel.class);
      new Ways()
          .with("call", model -> textOf(chat.call(prompt(model))))
          .with("stream", model -> textOf(chat.stream(prompt(model)).blockLast()))
          .run(arguments);
    }
  }

  private static ChatModel gemini(String baseUrl) {
    HttpOptions options = HttpOptions.builder().baseUrl(baseUrl).build();
    return GoogleGenAiChatModel.builder()
        .genAiClient(Client.builder().apiKey("test-key").httpOptions(options).build())
        .options(GoogleGenAiChatOptions.builder().model("gemini-2.5-flash").build())
        .build();
  }

  private static Prompt prompt(String model) {
    return new Prompt("Hello", GoogleGenAiChatOptions.builder().model(model).build());
  }

  private static String textOf(ChatResponse response) {
    return response.getResult().getOutput().getText();
  }
}
