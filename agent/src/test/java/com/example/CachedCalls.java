package com.example;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import io.geminiquota.annotations.GeminiQuota;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Asks the same over and over, in every way, and prints whether the answers are the same. */
public final class CachedCalls {

  private static final String MODEL = "gemini-cached";
  private static final GenerateContentConfig GREEDY =
      GenerateContentConfig.builder().temperature(0f).build();

  private final Client client;

  private CachedCalls(Client client) {
    this.client = client;
  }

  /**
   * Runs.
   *
   * @param arguments the base URL, what to do, and a directory, for who is to be killed when it has
   *     four files
   */
  public static void main(String[] arguments) throws Exception {
    try (Client client =
        Client.builder()
            .apiKey("test-key")
            .clientOptions(ClientOptions.builder().build())
            .httpOptions(HttpOptions.builder().baseUrl(arguments[0]).build())
            .build()) {
      CachedCalls calls = new CachedCalls(client);
      switch (arguments[1]) {
        case "every" -> calls.everyWay();
        case "many" -> calls.many();
        case "annotated" -> calls.annotated();
        default -> throw new IllegalArgumentException(arguments[1]);
      }
    }
    if (arguments.length > 2) {
      File directory = new File(arguments[2]);
      while (Objects.requireNonNullElse(directory.list(), new String[0]).length < 4) {
        LockSupport.parkNanos(1_000_000);
      }
      // No hook runs, nothing is closed.
      Runtime.getRuntime().halt(9);
    }
    System.exit(0);
  }

  private void everyWay() throws Exception {
    for (int i = 0; i < 3; i++) {
      System.out.println("sync " + ask("Hello"));
      System.out.println(
          "async " + client.async.models.generateContent(MODEL, "Hello", GREEDY).get().text());
      System.out.println("stream " + stream("Hello"));
      System.out.println(
          "embedding "
              + client
                  .models
                  .embedContent("gemini-embedding", "Hello", null)
                  .embeddings()
                  .isPresent());
      System.out.println(
          "count " + client.models.countTokens(MODEL, "Hello", null).totalTokens().orElse(0));
    }
    System.out.println("sampled " + client.models.generateContent(MODEL, "Hello", null).text());
  }

  private void many() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(64);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      answers.add(threads.submit(() -> ask("Hello")));
    }
    long same = 0;
    String first = answers.get(0).get();
    for (Future<String> answer : answers) {
      same += answer.get().equals(first) ? 1 : 0;
    }
    System.out.println("same " + same);
    threads.shutdown();
  }

  private void annotated() {
    System.out.println("kept " + kept());
    System.out.println("kept " + kept());
    System.out.println("not kept " + ask("Hello"));
    System.out.println("not kept " + ask("Hello"));
  }

  @GeminiQuota(cache = "1h")
  String kept() {
    return ask("Hello");
  }

  private String ask(String prompt) {
    return client.models.generateContent(MODEL, prompt, GREEDY).text();
  }

  private String stream(String prompt) {
    StringBuilder text = new StringBuilder();
    try (ResponseStream<GenerateContentResponse> parts =
        client.models.generateContentStream(MODEL, prompt, GREEDY)) {
      for (GenerateContentResponse part : parts) {
        text.append(part.text());
      }
    }
    return text.toString();
  }
}
