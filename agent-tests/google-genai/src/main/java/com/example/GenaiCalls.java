package com.example;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.BatchJobSource;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.InlinedRequest;
import com.google.genai.types.LiveConnectConfig;
import com.google.genai.types.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/**
 * An application that knows nothing of quotas, on com.google.genai. Compiled against the newest
 * version, it runs on all from 1.8 on; what an old one lacks it must not be asked for. Arguments:
 * the base URL, then {@link Ways}.
 */
public final class GenaiCalls {

  private static final long PATIENCE_SECONDS = 20;

  private GenaiCalls() {}

  public static void main(String[] arguments) {
    // The SDK logs what it throws.
    LogManager.getLogManager().reset();
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    try (Client client = Client.builder().apiKey("test-key").httpOptions(options).build()) {
      new Ways()
          .with("sync", model -> sync(client, model))
          .with("async", model -> await(async(client, model)))
          .with("stream", model -> stream(client, model))
          .with("async-stream", model -> asyncStream(client, model))
          .with("chat", model -> client.chats.create(model).sendMessage("Hi").text())
          .with(
              "async-chat",
              model -> await(client.async.chats.create(model).sendMessage("Hi")).text())
          .with("embed", model -> client.models.embedContent(model, "Hi", null).toString())
          .with(
              "async-embed",
              model -> await(client.async.models.embedContent(model, "Hi", null)).toString())
          .with("count", model -> client.models.countTokens(model, "Hi", null).toString())
          .with("batch", model -> client.batches.create(model, batch(), null).name().get())
          .with("interaction", model -> Interactions.create(client, model))
          .with("first-interaction", model -> FirstInteractions.create(client, model))
          .with("live", model -> live(client, model))
          .with("hold20", model -> hold(client, model))
          .run(arguments);
    }
  }

  private static String sync(Client client, String model) {
    return client.models.generateContent(model, "Hello", null).text();
  }

  private static CompletableFuture<String> async(Client client, String model) {
    return client.async.models.generateContent(model, "Hello", null).thenApply(r -> r.text());
  }

  private static String stream(Client client, String model) {
    try (ResponseStream<GenerateContentResponse> chunks =
        client.models.generateContentStream(model, "Hello", null)) {
      return textOf(chunks);
    }
  }

  private static String asyncStream(Client client, String model) throws Exception {
    try (ResponseStream<GenerateContentResponse> chunks =
        await(client.async.models.generateContentStream(model, "Hello", null))) {
      return textOf(chunks);
    }
  }

  private static BatchJobSource batch() {
    InlinedRequest request =
        InlinedRequest.builder().contents(Content.fromParts(Part.fromText("Hi"))).build();
    return BatchJobSource.builder().inlinedRequests(request).build();
  }

  private static String live(Client client, String model) throws Exception {
    LiveConnectConfig config = LiveConnectConfig.builder().build();
    await(await(client.async.live.connect(model, config)).close());
    return "opened and closed";
  }

  private static String textOf(ResponseStream<GenerateContentResponse> chunks) {
    StringBuilder text = new StringBuilder();
    for (GenerateContentResponse chunk : chunks) {
      text.append(chunk.text());
    }
    return text.toString();
  }

  /** Twenty calls that cannot be answered for long, and a healthy one behind them. */
  private static String hold(Client client, String model) throws Exception {
    List<CompletableFuture<String>> held = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      held.add(async(client, model));
    }
    await(async(client, "gemini-healthy"));
    long busy = busyOkHttpThreads();
    for (int i = 0; busy > 0 && i < 100; i++) {
      Thread.sleep(20);
      busy = busyOkHttpThreads();
    }
    long waiting = held.stream().filter(call -> !call.isDone()).count();
    return waiting + " held, healthy one answered, " + busy + " threads of OkHttp busy";
  }

  /** Idle ones wait for work in their pool's queue. */
  private static long busyOkHttpThreads() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith("OkHttp"))
        .filter(thread -> !thread.getKey().getName().contains("ConnectionPool"))
        .filter(
            thread ->
                Stream.of(thread.getValue())
                    .anyMatch(frame -> frame.getClassName().contains("RealCall")))
        .count();
  }

  private static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
