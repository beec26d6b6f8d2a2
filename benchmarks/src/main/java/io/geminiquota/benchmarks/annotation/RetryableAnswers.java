package io.geminiquota.benchmarks.annotation;

import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Singleton;
import reactor.core.publisher.Mono;

/** The peer: micronaut-retry's advice, which also has to know what to do if they fail. */
@Singleton
class RetryableAnswers implements Answers {

  @Retryable
  @Override
  public String answer(String prompt) {
    return prompt;
  }

  @Retryable
  @Override
  public Mono<String> answerLater(String prompt) {
    return Mono.just(prompt);
  }
}
