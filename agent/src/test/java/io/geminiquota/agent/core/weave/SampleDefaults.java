package io.geminiquota.agent.core.weave;

import io.geminiquota.annotations.GeminiQuota;

/** An annotated interface with bodies. */
@GeminiQuota(name = "defaults")
public interface SampleDefaults {
  /** A sample. */
  default String ofInterface(int n) {
    return n > 1 ? "many" : one(n);
  }

  /** Static in an interface. */
  static String one(int n) {
    return "one " + 4 / n;
  }

  /** Has no body. */
  @GeminiQuota(rpm = 1)
  int withoutBody(int n);
}
