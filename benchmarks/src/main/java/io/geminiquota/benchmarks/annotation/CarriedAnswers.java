package io.geminiquota.benchmarks.annotation;

import io.geminiquota.annotations.GeminiQuota;
import jakarta.inject.Singleton;
import reactor.core.publisher.Mono;

/** Ours treats each as a call: it is admitted, and its end is recorded. */
@Singleton
class CarriedAnswers implements Answers {

  @GeminiQuota(model = "gemini-2.5-flash")
  @Override
  public String answer(String prompt) {
    return prompt;
  }

  @GeminiQuota(model = "gemini-2.5-flash")
  @Override
  public Mono<String> answerLater(String prompt) {
    return Mono.just(prompt);
  }
}
