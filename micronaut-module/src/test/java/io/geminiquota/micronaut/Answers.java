package io.geminiquota.micronaut;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentResponse;
import io.geminiquota.annotations.GeminiQuota;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A bean with a method for each kind of result, each with a budget of one request. */
@Singleton
class Answers {

  static final String MODEL = "gemini-x";

  private final Client client;

  Answers(Client client) {
    this.client = client;
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  String plain() {
    return ask();
  }

  @GeminiQuota(rpmString = "${answers.rpm:1}", maxWait = "0s")
  String configured() {
    return ask();
  }

  @Thrifty
  String thrifty() {
    return ask();
  }

  @Thrifty
  String alsoThrifty() {
    return ask();
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  CompletableFuture<String> stage() {
    return askAsync();
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  Mono<String> mono() {
    return Mono.fromFuture(this::askAsync);
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  Mono<String> elsewhere() {
    return Mono.fromCallable(this::ask).subscribeOn(Schedulers.boundedElastic());
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  Flux<String> flux() {
    return Flux.defer(() -> Flux.just(ask(), "end"));
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  Publisher<String> publisher() {
    return Flux.defer(() -> Flux.just(ask()));
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  String streamed() {
    StringBuilder text = new StringBuilder();
    try (ResponseStream<GenerateContentResponse> chunks =
        client.models.generateContentStream(MODEL, "Hello", null)) {
      chunks.forEach(chunk -> text.append(chunk.text()));
    }
    return text.toString();
  }

  String free() {
    return ask();
  }

  CompletableFuture<String> freeAsync() {
    return askAsync();
  }

  private String ask() {
    return client.models.generateContent(MODEL, "Hello", null).text();
  }

  private CompletableFuture<String> askAsync() {
    return client.async.models.generateContent(MODEL, "Hello", null).thenApply(r -> r.text());
  }
}
