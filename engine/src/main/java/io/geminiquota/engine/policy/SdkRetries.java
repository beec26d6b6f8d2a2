package io.geminiquota.engine.policy;

/** What becomes of the retries that the com.google.genai SDK would make by itself. */
public enum SdkRetries {
  /** They are switched off for each request: what is worth sending again is sent again by us. */
  REPLACE,
  /** The SDK retries as it was made to; only the first request of each attempt is paced. */
  KEEP
}
