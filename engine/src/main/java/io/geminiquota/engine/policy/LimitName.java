package io.geminiquota.engine.policy;

/** What a limit counts, and in which window; the name is that of its setting. */
public enum LimitName {
  /** Requests per minute. */
  RPM(Setting.RPM, 1_000_000_000L),
  /** Input tokens per minute. */
  TPM(Setting.TPM, 1_000_000_000_000L),
  /** Images per minute. */
  IPM(Setting.IPM, 1_000_000_000L),
  /** Requests per quota day. */
  RPD(Setting.RPD, 1_000_000_000L),
  /** Input tokens per quota day. */
  TPD(Setting.TPD, 1_000_000_000_000L),
  /** Images per quota day. */
  IPD(Setting.IPD, 1_000_000_000L),
  /** Requests that are under way at the same time. */
  CONCURRENCY(Setting.CONCURRENCY, 1_000_000_000L);

  private final Setting setting;
  private final long most;

  LimitName(Setting setting, long most) {
    this.setting = setting;
    this.most = most;
  }

  /** The setting of this limit for all models. */
  public Setting setting() {
    return setting;
  }

  /** The highest value that can be configured; the lowest is 1. */
  public long most() {
    return most;
  }
}
