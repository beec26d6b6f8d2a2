package io.geminiquota.agent.core.weave;

import org.jspecify.annotations.Nullable;

/**
 * What a LangChain4j must have before it is touched: the calls that are woven, and what our advice
 * asks of their arguments and results.
 */
final class RequiredLangChain4j {

  private static final String HTTP = "dev/langchain4j/http/client/";
  private static final String EVENTS = HTTP + "sse/";

  static final String CLIENT = HTTP + "HttpClient";
  static final String REQUEST = HTTP + "HttpRequest";
  static final String RESPONSE = HTTP + "SuccessfulHttpResponse";
  static final String PARSER = EVENTS + "ServerSentEventParser";
  static final String LISTENER = EVENTS + "ServerSentEventListener";

  static final String EXECUTE = "(L" + REQUEST + ";)L" + RESPONSE + ";";
  static final String STREAM = "(L" + REQUEST + ";L" + LISTENER + ";)V";
  static final String PARSED_STREAM = "(L" + REQUEST + ";L" + PARSER + ";L" + LISTENER + ";)V";

  static final String RETRY_POLICY = "dev/langchain4j/internal/RetryUtils$RetryPolicy";
  static final String WITH_RETRY = "withRetry(Ljava/util/concurrent/Callable;I)Ljava/lang/Object;";

  static final String USED = "required-langchain4j.txt";

  private RequiredLangChain4j() {}

  /**
   * The first thing of the HTTP client that is not as it must be, e.g. {@code no
   * HttpRequest.body()Ljava/lang/String;}; null if all is.
   *
   * @param loader where its caller is, null for the boot class loader
   */
  static @Nullable String mismatchOfClient(@Nullable ClassLoader loader) {
    return RequiredApi.read(USED).mismatch(loader);
  }

  /** The same of a class file of the retry policy. */
  static @Nullable String mismatchOfRetries(byte[] retryPolicy) {
    return ClassFile.of(retryPolicy).members().contains(WITH_RETRY)
        ? null
        : "no RetryPolicy." + WITH_RETRY;
  }
}
