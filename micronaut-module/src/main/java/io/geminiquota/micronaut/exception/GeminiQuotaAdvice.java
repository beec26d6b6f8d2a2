package io.geminiquota.micronaut.exception;

/**
 * What a person should do about the exception that this is a suppressed one of: the exception
 * itself reaches the application as it was thrown.
 */
public final class GeminiQuotaAdvice extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param advice for a person
   */
  public GeminiQuotaAdvice(String advice) {
    super("[gemini-quota] " + advice, null, false, false);
  }
}
