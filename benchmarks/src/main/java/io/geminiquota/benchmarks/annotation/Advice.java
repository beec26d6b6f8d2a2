package io.geminiquota.benchmarks.annotation;

/** What is around a method. Public for the code that JMH generates. */
public enum Advice {
  NONE("no advice", UnadvisedAnswers.class),
  PASSED("advice that does nothing", PassedAnswers.class),
  RETRYABLE("@Retryable", RetryableAnswers.class),
  SCOPED("@GeminiQuota", ScopedAnswers.class),
  CARRIED("@GeminiQuota(model)", CarriedAnswers.class);

  private final String title;
  private final Class<? extends Answers> bean;

  Advice(String title, Class<? extends Answers> bean) {
    this.title = title;
    this.bean = bean;
  }

  /** What it is, for a person. */
  public String title() {
    return title;
  }

  Class<? extends Answers> bean() {
    return bean;
  }
}
