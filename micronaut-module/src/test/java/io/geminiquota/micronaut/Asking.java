package io.geminiquota.micronaut;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A bean that asks Gemini, with a method for each type of result. */
interface Asking {

  String plain();

  CompletionStage<String> stage();

  CompletableFuture<String> future();

  Mono<String> mono();

  Flux<String> flux();

  Publisher<String> publisher();
}
