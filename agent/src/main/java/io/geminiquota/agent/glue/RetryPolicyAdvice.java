package io.geminiquota.agent.glue;

import io.geminiquota.engine.Governor;
import io.geminiquota.engine.OuterRetries;
import io.geminiquota.engine.cache.AnswerCache;
import io.geminiquota.engine.observe.CallObserver;
import java.util.function.Consumer;

/** What LangChain4j calls, once woven, where it makes a failed call again by itself. */
public final class RetryPolicyAdvice {

  private final OuterRetries retries;

  /**
   * Called by name, when the first place is linked.
   *
   * @param governor knows what was given up
   * @param cache not needed here
   * @param observer not needed here
   * @param faults not needed here: nothing of this can fail
   */
  public RetryPolicyAdvice(
      Governor governor, AnswerCache cache, CallObserver observer, Consumer<Throwable> faults) {
    this.retries = governor.outerRetries();
  }

  /** Something begins that may be made again. */
  public void begin() {
    retries.begin();
  }

  /** How many of so many retries are in vain: all or none. */
  public int inVain(int maxRetries) {
    return retries.areInVain() ? maxRetries : 0;
  }
}
