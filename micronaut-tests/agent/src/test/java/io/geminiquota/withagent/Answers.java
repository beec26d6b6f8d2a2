package io.geminiquota.withagent;

import com.google.genai.Client;
import io.geminiquota.annotations.GeminiQuota;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/** A bean as the module's documentation has it. */
@Singleton
class Answers {

  static final String MODEL = "gemini-x";

  private final Client client;

  Answers(Client client) {
    this.client = client;
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  String strict() {
    return free();
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  CompletableFuture<String> strictStage() {
    return client.async.models.generateContent(MODEL, "Hello", null).thenApply(r -> r.text());
  }

  @GeminiQuota(rpm = 1)
  String held() {
    return free();
  }

  @GeminiQuota
  String plain() {
    return free();
  }

  @GeminiQuota(retries = 0)
  String once() {
    return free();
  }

  /** Has no meaning with the agent, which meets what is sent inside. */
  @GeminiQuota(model = MODEL)
  String call() {
    return free();
  }

  @GeminiQuota
  Mono<String> mono() {
    return Mono.fromCallable(this::free);
  }

  String free() {
    return client.models.generateContent(MODEL, "Hello", null).text();
  }
}
