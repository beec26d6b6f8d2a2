package io.geminiquota.benchmarks.goodput.app;

/** What a quota counts in a minute. */
public enum Unit {
  REQUESTS {
    @Override
    public long weightOf(long tokens) {
      return 1;
    }
  },
  INPUT_TOKENS {
    @Override
    public long weightOf(long tokens) {
      return tokens;
    }
  };

  /** How much a call with so many input tokens uses. */
  public abstract long weightOf(long tokens);
}
