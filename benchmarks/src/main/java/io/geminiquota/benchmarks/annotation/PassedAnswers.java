package io.geminiquota.benchmarks.annotation;

import jakarta.inject.Singleton;
import reactor.core.publisher.Mono;

/** What no advice of Micronaut's can do without is around them. */
@Singleton
class PassedAnswers implements Answers {

  @Passed
  @Override
  public String answer(String prompt) {
    return prompt;
  }

  @Passed
  @Override
  public Mono<String> answerLater(String prompt) {
    return Mono.just(prompt);
  }
}
