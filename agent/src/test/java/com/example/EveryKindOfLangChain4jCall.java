package com.example;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import io.geminiquota.annotations.GeminiQuota;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes every kind of call through LangChain4j's HTTP client, once for each line of a file. */
public final class EveryKindOfLangChain4jCall {

  private static final String MODEL = "gemini-2.5-flash";

  private final String baseUrl;
  private final Map<String, ChatModel> chatting = new HashMap<>();
  private final Map<String, StreamingChatModel> streaming = new HashMap<>();

  private EveryKindOfLangChain4jCall(String baseUrl) {
    this.baseUrl = baseUrl + "/v1beta";
  }

  public static void main(String[] arguments) throws Exception {
    EveryKindOfLangChain4jCall calls = new EveryKindOfLangChain4jCall(arguments[0]);
    new EachLine(arguments[1]).run(calls::all);
  }

  private String all() throws InterruptedException {
    return String.join(
        " ",
        chat(MODEL),
        stream(MODEL),
        annotated(),
        annotatedStream(),
        chat("gemini-wrong"),
        stream("gemini-wrong"),
        chat("gemini-cut"),
        stream("gemini-cut"),
        interrupted());
  }

  @GeminiQuota(retries = 0)
  private String annotated() {
    return chat(MODEL);
  }

  @GeminiQuota(retries = 0)
  private String annotatedStream() throws InterruptedException {
    return stream(MODEL);
  }

  private String interrupted() {
    Thread.currentThread().interrupt();
    try {
      return chat(MODEL);
    } finally {
      Thread.interrupted();
    }
  }

  private String chat(String model) {
    try {
      String answer = chatting.computeIfAbsent(model, this::chatModel).chat("hello");
      return answer.isEmpty() ? "nothing" : "OK";
    } catch (Throwable thrown) {
      return EachLine.described(thrown);
    }
  }

  private String stream(String model) throws InterruptedException {
    CompletableFuture<String> end = new CompletableFuture<>();
    try {
      streaming.computeIfAbsent(model, this::streamingModel).chat("hello", new Handler(end));
      return end.get(5, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return "never answered";
    } catch (ExecutionException e) {
      return EachLine.described(e.getCause());
    } catch (RuntimeException | Error thrown) {
      return EachLine.described(thrown);
    }
  }

  private ChatModel chatModel(String model) {
    return GoogleAiGeminiChatModel.builder()
        .apiKey("any-key")
        .baseUrl(baseUrl)
        .modelName(model)
        .maxRetries(0)
        .build();
  }

  private StreamingChatModel streamingModel(String model) {
    return GoogleAiGeminiStreamingChatModel.builder()
        .apiKey("any-key")
        .baseUrl(baseUrl)
        .modelName(model)
        .build();
  }

  private record Handler(CompletableFuture<String> end) implements StreamingChatResponseHandler {

    @Override
    public void onPartialResponse(String part) {}

    @Override
    public void onCompleteResponse(ChatResponse response) {
      end.complete(response.aiMessage().text().isEmpty() ? "nothing" : "OK");
    }

    @Override
    public void onError(Throwable error) {
      end.completeExceptionally(error);
    }
  }
}
