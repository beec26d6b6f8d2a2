package io.geminiquota.testkit.wire;

/** One of the APIs through which Gemini is reached: its words for success and for failure. */
public interface Dialect {

  /** The answer to a request that is served. */
  Reply success(ModelRequest request);

  /** An error in place of an answer. */
  Reply failure(ModelRequest request, ApiError error);

  /** An error inside a stream that began well, with everything that still follows it. */
  String streamError(ModelRequest request, ApiError error);

  /** How this API says that quotas are used up. */
  ApiError quotaExceeded(QuotaExceeded exceeded);

  /** How this API refuses a request that brings no credentials. */
  ApiError missingCredentials();

  /** The name of the Google service behind this API. */
  String service();
}
