package io.geminiquota.agent.explain;

import io.geminiquota.engine.classify.Advice;
import io.geminiquota.engine.classify.Circumstances;
import io.geminiquota.engine.classify.Verdict;
import java.time.Clock;

/** Advises as if the error had just happened, where and when the reader is. */
final class Advisor {

  private final Clock clock;

  /**
   * @param clock the reader's
   */
  Advisor(Clock clock) {
    this.clock = clock;
  }

  String advice(Verdict verdict) {
    return Advice.of(
        verdict, new Circumstances(null, null, clock.instant(), clock.getZone(), null));
  }
}
