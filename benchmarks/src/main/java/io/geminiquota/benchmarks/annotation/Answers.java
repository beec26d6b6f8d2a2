package io.geminiquota.benchmarks.annotation;

import reactor.core.publisher.Mono;

/** The methods that are advised: they do as little as there is to do. */
interface Answers {

  /** Answers on the caller's thread. */
  String answer(String prompt);

  /** Answers whoever subscribes. */
  Mono<String> answerLater(String prompt);
}
