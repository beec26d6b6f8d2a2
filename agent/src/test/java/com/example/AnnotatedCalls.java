package com.example;

import com.google.genai.Client;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import io.geminiquota.annotations.GeminiQuota;
import io.geminiquota.annotations.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An application with annotated methods, on com.google.genai. Arguments: the base URL, then what to
 * do. Prints what came of it, a line for each call: {@code name OK} or {@code name exception}.
 */
public final class AnnotatedCalls {

  private final Client client;

  private AnnotatedCalls(Client client) {
    this.client = client;
  }

  public static void main(String[] arguments) throws Exception {
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    try (Client client = Client.builder().apiKey("test-key").httpOptions(options).build()) {
      AnnotatedCalls calls = new AnnotatedCalls(client);
      for (int i = 1; i < arguments.length; i++) {
        calls.run(arguments[i]);
      }
    }
    // OkHttp's threads would stay for a minute.
    Runtime.getRuntime().halt(0);
  }

  private void run(String what) throws Exception {
    switch (what) {
      case "paced" -> paced();
      case "pacedAsync" -> pacedAsync();
      case "order" -> order();
      case "budget" -> twice("budget", this::limited);
      case "chain" -> report("chain", () -> chain().join());
      case "retries" -> report("retries", () -> sentOnce("gemini-retries"));
      case "name" -> {
        report("name", this::oneOfTwo);
        report("name", this::theOtherOfTwo);
      }
      case "class" -> {
        Whole whole = new Whole(this);
        report("class", whole::ask);
        report("class", () -> whole.askAgain().join());
        report("class", whole::own);
      }
      case "nested" -> {
        twice("nested inner", () -> outer(this::inner));
        twice("nested outer", () -> outer(() -> ask("gemini-nested")));
      }
      case "default" -> twice("default", new OfInterface(this)::limited);
      case "after" -> {
        report("after", this::fails);
        twice("after", () -> ask("gemini-after"));
      }
      case "overflow" -> {
        report("overflow", () -> dive(0));
        twice("overflow", () -> ask("gemini-overflow"));
      }
      case "wrong" -> twice("wrong", this::wrong);
      default -> throw new IllegalArgumentException(what);
    }
  }

  private String ask(String model) {
    return client.models.generateContent(model, "Hello", null).text();
  }

  private CompletableFuture<String> askAsync(String model) {
    return client.async.models.generateContent(model, "Hello", null).thenApply(r -> r.text());
  }

  @GeminiQuota(rpm = 5)
  private String pacedOne() {
    return ask("gemini-limited");
  }

  @GeminiQuota(rpm = 5)
  private CompletableFuture<String> pacedOneAsync() {
    return askAsync("gemini-limited");
  }

  private void paced() throws Exception {
    ask("gemini-warm");
    ExecutorService threads = Executors.newFixedThreadPool(24);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(threads.submit(this::pacedOne));
      answers.add(threads.submit(() -> ask("gemini-free")));
    }
    for (Future<String> answer : answers) {
      report("paced", answer::get);
    }
  }

  private void pacedAsync() {
    ask("gemini-warm");
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(pacedOneAsync());
      answers.add(askAsync("gemini-free"));
    }
    answers.forEach(answer -> report("paced", answer::join));
  }

  @GeminiQuota(priority = Priority.BACKGROUND)
  private CompletableFuture<String> inTheBackground() {
    return askAsync("gemini-order");
  }

  @GeminiQuota(priority = Priority.INTERACTIVE)
  private CompletableFuture<String> forSomebody() {
    return askAsync("gemini-order");
  }

  /** All of one project's quota, and each one known by when it is through. */
  private void order() {
    askAsync("gemini-order").join();
    CompletableFuture.allOf(
            inTheBackground().thenRun(() -> System.out.println("background")),
            askAsync("gemini-order").thenRun(() -> System.out.println("normal")),
            forSomebody().thenRun(() -> System.out.println("interactive")))
        .join();
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  private String limited() {
    return ask("gemini-budget");
  }

  /** The second and the third are asked for when an answer has come, on whatever thread. */
  @GeminiQuota(rpm = 2, maxWait = "0s")
  private CompletableFuture<GenerateContentResponse> chain() {
    return client
        .async
        .models
        .generateContent("gemini-chain", "one", null)
        .thenCompose(
            one -> client.async.models.generateContent("gemini-chain", one.text() + " two", null))
        .thenCompose(
            two ->
                client.async.models.generateContent("gemini-chain", two.text() + " three", null));
  }

  @GeminiQuota(retries = 0)
  private String sentOnce(String model) {
    return ask(model);
  }

  @GeminiQuota(rpm = 1, maxWait = "0s", name = "the two")
  private String oneOfTwo() {
    return ask("gemini-one");
  }

  @GeminiQuota(rpm = 1, maxWait = "0s", name = "the two")
  private String theOtherOfTwo() {
    return ask("gemini-other");
  }

  @GeminiQuota(rpm = 2, maxWait = "0s")
  private static String outer(Callable<String> inner) throws Exception {
    return inner.call();
  }

  @GeminiQuota(rpm = 1)
  private String inner() {
    return ask("gemini-nested");
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  private String fails() {
    ask("gemini-after");
    throw new IllegalStateException("of the application's own");
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  private String dive(int depth) {
    return depth < 0 ? ask("gemini-overflow") : dive(depth + 1) + depth;
  }

  @GeminiQuota(rpm = 0, maxWait = "soon", retries = 0)
  private String wrong() {
    return ask("gemini-wrong");
  }

  private void twice(String name, Callable<String> call) {
    report(name, call);
    report(name, call);
  }

  private static void report(String name, Callable<?> call) {
    String result;
    try {
      result = call.call() == null ? "null" : "OK";
    } catch (CompletionException e) {
      result = e.getCause().toString();
    } catch (Exception | StackOverflowError e) {
      result = e.toString();
    }
    System.out.println(name + " " + result.replaceAll("\\R", " "));
  }

  /** Has one budget for all its methods but one. */
  @GeminiQuota(rpm = 1, maxWait = "0s")
  private static final class Whole {

    private final AnnotatedCalls calls;

    Whole(AnnotatedCalls calls) {
      this.calls = calls;
    }

    String ask() {
      return calls.ask("gemini-class");
    }

    CompletableFuture<String> askAgain() {
      return calls.askAsync("gemini-class");
    }

    @GeminiQuota(maxWait = "1m")
    String own() {
      return calls.ask("gemini-class");
    }
  }

  private interface Limited {

    AnnotatedCalls calls();

    @GeminiQuota(rpm = 1, maxWait = "0s")
    default String limited() {
      return calls().ask("gemini-default");
    }
  }

  private record OfInterface(AnnotatedCalls calls) implements Limited {}
}
