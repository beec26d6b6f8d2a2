package io.geminiquota.benchmarks.annotation;

import jakarta.inject.Singleton;
import reactor.core.publisher.Mono;

/** Nothing is around them. */
@Singleton
class UnadvisedAnswers implements Answers {

  @Override
  public String answer(String prompt) {
    return prompt;
  }

  @Override
  public Mono<String> answerLater(String prompt) {
    return Mono.just(prompt);
  }
}
