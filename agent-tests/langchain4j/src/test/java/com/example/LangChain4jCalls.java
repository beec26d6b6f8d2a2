package com.example;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenCountEstimator;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks Gemini in several ways, one after the other, each its own model. Prints {@code way=OK
 * answer} or {@code way=class: message}, and how long it took.
 */
public final class LangChain4jCalls {

  private static final long PATIENCE_SECONDS = 60;

  private final String baseUrl;

  private LangChain4jCalls(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Arguments: the server, and the ways. */
  public static void main(String[] arguments) {
    LangChain4jCalls calls = new LangChain4jCalls(arguments[0] + "/v1beta");
    for (String way : List.of(arguments).subList(1, arguments.length)) {
      long start = System.nanoTime();
      print(way, result(() -> calls.ask(way)));
      print(way + ".ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
    // The threads of the clients are not all daemons.
    System.exit(0);
  }

  private static void print(String name, Object value) {
    System.out.println(name + "=" + value.toString().replaceAll("\\R\\s*", " "));
  }

  private static String result(Callable<String> call) {
    try {
      return "OK " + call.call();
    } catch (Exception e) {
      return e.getClass().getName() + ": " + e.getMessage();
    }
  }

  private String ask(String way) throws Exception {
    String model = "gemini-" + way;
    return switch (way) {
      case "stream" -> stream(gemini(model, null));
      case "stream-okhttp" -> stream(gemini(model, new OkHttpClientBuilder()));
      case "openai" -> openAi(model);
      case "stream-openai" -> stream(streamingOpenAi(model));
      case "embed" -> embed(model);
      case "batch-embed" -> batchEmbed(model);
      case "count" -> count(model);
      case "logged" -> chat(model, true, null);
      case "okhttp" -> chat(model, false, new OkHttpClientBuilder());
      case "interrupted" -> interrupted(model);
      default -> chat(model, false, null);
    };
  }

  private String chat(String model, boolean logged, HttpClientBuilder client) {
    return GoogleAiGeminiChatModel.builder()
        .apiKey("any-key")
        .baseUrl(baseUrl)
        .modelName(model)
        .logRequestsAndResponses(logged)
        .httpClientBuilder(client)
        .timeout(Duration.ofSeconds(20))
        .build()
        .chat("Say hello");
  }

  private StreamingChatModel gemini(String model, HttpClientBuilder client) {
    return GoogleAiGeminiStreamingChatModel.builder()
        .apiKey("any-key")
        .baseUrl(baseUrl)
        .modelName(model)
        .httpClientBuilder(client)
        .build();
  }

  private StreamingChatModel streamingOpenAi(String model) {
    return OpenAiStreamingChatModel.builder()
        .apiKey("any-key")
        .baseUrl(baseUrl + "/openai")
        .modelName(model)
        .build();
  }

  private String openAi(String model) {
    return OpenAiChatModel.builder()
        .apiKey("any-key")
        .baseUrl(baseUrl + "/openai")
        .modelName(model)
        .build()
        .chat("Say hello");
  }

  private static String stream(StreamingChatModel model) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    model.chat(
        "Say hello",
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String part) {}

          @Override
          public void onCompleteResponse(ChatResponse response) {
            answer.complete(response.aiMessage().text());
          }

          @Override
          public void onError(Throwable error) {
            answer.complete(error.getClass().getName() + ": " + error.getMessage());
          }
        });
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private String embed(String model) {
    return GoogleAiEmbeddingModel.builder()
        .apiKey("any-key")
        .baseUrl(baseUrl)
        .modelName(model)
        .build()
        .embed("Hello")
        .content()
        .toString();
  }

  private String batchEmbed(String model) {
    List<TextSegment> texts = List.of(TextSegment.from("Hello"), TextSegment.from("Good bye"));
    return GoogleAiEmbeddingModel.builder()
        .apiKey("any-key")
        .baseUrl(baseUrl)
        .modelName(model)
        .build()
        .embedAll(texts)
        .content()
        .toString();
  }

  private String count(String model) {
    return String.valueOf(
        GoogleAiGeminiTokenCountEstimator.builder()
            .apiKey("any-key")
            .baseUrl(baseUrl)
            .modelName(model)
            .build()
            .estimateTokenCountInText("Hello"));
  }

  /** Gives up a call after a while, as an executor does with its tasks. */
  private String interrupted(String model) throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    Thread caller = new Thread(() -> result.complete(result(() -> chat(model, false, null))));
    caller.start();
    while (caller.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    caller.interrupt();
    return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
