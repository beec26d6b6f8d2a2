package com.example;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.gaos.models.interactions.CreateModelInteraction;
import com.google.genai.gaos.models.interactions.InteractionsInput;
import com.google.genai.gaos.models.operations.CreateInteractionRequestBody;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An application that knows nothing of quotas, on com.google.genai. Arguments: the base URL, then
 * what to do. Prints what came of it, a line for each thing: {@code name=value}.
 */
public final class GenaiCalls {

  private GenaiCalls() {}

  public static void main(String[] arguments) throws Exception {
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    try (Client client = Client.builder().apiKey("test-key").httpOptions(options).build()) {
      for (int i = 1; i < arguments.length; i += 2) {
        String model = arguments[i + 1];
        switch (arguments[i]) {
          case "sync" -> report("sync", () -> sync(client, model));
          case "async" -> report("async", () -> async(client, model).get(60, TimeUnit.SECONDS));
          case "stream" -> report("stream", () -> stream(client, model));
          case "asyncStream" ->
              report(
                  "asyncStream",
                  () -> {
                    try (ResponseStream<GenerateContentResponse> chunks =
                        client.async.models.generateContentStream(model, "Hello", null).get()) {
                      return textOf(chunks);
                    }
                  });
          case "chat" -> report("chat", () -> client.chats.create(model).sendMessage("Hi").text());
          case "embed" ->
              report("embed", () -> client.models.embedContent(model, "Hi", null).toString());
          case "count" ->
              report("count", () -> client.models.countTokens(model, "Hi", null).toString());
          case "interaction" -> report("interaction", () -> interaction(client, model));
          case "hold20" -> hold(client, model);
          default -> throw new IllegalArgumentException(arguments[i]);
        }
      }
    }
    // Held calls would keep OkHttp's threads idle for a minute.
    Runtime.getRuntime().halt(0);
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

  private static String interaction(Client client, String model) {
    return client
        .interactions
        .create(
            CreateInteractionRequestBody.of(
                CreateModelInteraction.builder()
                    .model(model)
                    .input(InteractionsInput.of("Hi"))
                    .build()))
        .toString();
  }

  private static String textOf(ResponseStream<GenerateContentResponse> chunks) {
    StringBuilder text = new StringBuilder();
    for (GenerateContentResponse chunk : chunks) {
      text.append(chunk.text());
    }
    return text.toString();
  }

  /** Twenty calls that cannot be answered for long, and a healthy one behind them. */
  private static void hold(Client client, String model) throws Exception {
    List<CompletableFuture<String>> held = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      held.add(async(client, model));
    }
    report("healthy", () -> async(client, "gemini-healthy").get(60, TimeUnit.SECONDS));
    long busy = busyOkHttpThreads();
    for (int i = 0; busy > 0 && i < 100; i++) {
      Thread.sleep(20);
      busy = busyOkHttpThreads();
    }
    System.out.println("okhttp.threads.busy=" + busy);
    System.out.println("held=" + held.stream().filter(call -> !call.isDone()).count());
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

  private interface Work {
    String run() throws Exception;
  }

  private static void report(String name, Work work) {
    long start = System.nanoTime();
    String result;
    try {
      result = "OK " + work.run();
    } catch (ExecutionException e) {
      result = describe(e.getCause());
    } catch (Exception e) {
      result = describe(e);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    System.out.println(name + "=" + result.replaceAll("\\R", " "));
    System.out.println(name + ".ms=" + String.format(Locale.ROOT, "%d", millis));
  }

  private static String describe(Throwable thrown) {
    return thrown.getClass().getName() + ": " + thrown.getMessage();
  }
}
