package io.geminiquota.micronaut;

import com.google.genai.Client;
import io.geminiquota.annotations.GeminiQuota;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A bean whose calls are met where they are sent: by its governed client. */
@Singleton
@GeminiQuota
class MetAnswers implements Asking {

  static final String MODEL = UnseenAnswers.MODEL;

  private final Client client;

  MetAnswers(Client client) {
    this.client = client;
  }

  @Override
  public String plain() {
    return client.models.generateContent(MODEL, "Hello", null).text();
  }

  @Override
  public CompletionStage<String> stage() {
    return ask();
  }

  @Override
  public CompletableFuture<String> future() {
    return ask();
  }

  @Override
  public Mono<String> mono() {
    return Mono.fromCallable(this::askNow).subscribeOn(Schedulers.boundedElastic());
  }

  @Override
  public Flux<String> flux() {
    return mono().flux();
  }

  @Override
  public Publisher<String> publisher() {
    return mono();
  }

  private String askNow() {
    return client.models.generateContent(MODEL, "Hello", null).text();
  }

  private CompletableFuture<String> ask() {
    return client.async.models.generateContent(MODEL, "Hello", null).thenApply(r -> r.text());
  }
}
