package io.geminiquota.benchmarks.annotation;

import io.geminiquota.annotations.GeminiQuota;
import jakarta.inject.Singleton;
import reactor.core.publisher.Mono;

/** Ours gives a policy and a budget to the calls inside, of which there are none here. */
@Singleton
class ScopedAnswers implements Answers {

  @GeminiQuota(rpm = 1_000_000_000)
  @Override
  public String answer(String prompt) {
    return prompt;
  }

  @GeminiQuota(rpm = 1_000_000_000)
  @Override
  public Mono<String> answerLater(String prompt) {
    return Mono.just(prompt);
  }
}
