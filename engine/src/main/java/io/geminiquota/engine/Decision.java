package io.geminiquota.engine;

import io.geminiquota.engine.classify.Verdict;

/** What an adapter is to do with the answer to an attempt. */
public sealed interface Decision {

  /** Give the application the answer as it is. */
  record Deliver() implements Decision {
    static final Deliver INSTANCE = new Deliver();
  }

  /** Drop the answer and ask leave for another attempt. */
  record Retry() implements Decision {
    static final Retry INSTANCE = new Retry();
  }

  /**
   * Give the application the provider's own error, with the advice in its message.
   *
   * @param verdict what was wrong
   * @param advice what a person should do now
   */
  record GiveUp(Verdict verdict, String advice) implements Decision {}
}
