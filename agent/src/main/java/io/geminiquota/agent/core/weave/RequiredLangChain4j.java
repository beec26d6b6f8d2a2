package io.geminiquota.agent.core.weave;

import java.util.List;
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

  private static final List<RequiredType> HTTP_CLIENT =
      List.of(
          new RequiredType(
              CLIENT, "execute" + EXECUTE, "execute" + STREAM, "execute" + PARSED_STREAM),
          new RequiredType(
              REQUEST,
              "method()L" + HTTP + "HttpMethod;",
              "url()Ljava/lang/String;",
              "headers()Ljava/util/Map;",
              "body()Ljava/lang/String;"),
          new RequiredType(RESPONSE, "statusCode()I", "body()Ljava/lang/String;"),
          new RequiredType(
              LISTENER,
              "onOpen(L" + RESPONSE + ";)V",
              "onEvent(L" + EVENTS + "ServerSentEvent;)V",
              "onEvent(L" + EVENTS + "ServerSentEvent;L" + EVENTS + "ServerSentEventContext;)V",
              "onError(Ljava/lang/Throwable;)V",
              "onClose()V"),
          new RequiredType(
              EVENTS + "ServerSentEvent",
              "<init>(Ljava/lang/String;Ljava/lang/String;)V",
              "event()Ljava/lang/String;",
              "data()Ljava/lang/String;"),
          new RequiredType(
              EVENTS + "ServerSentEventContext",
              "parsingHandle()L" + EVENTS + "ServerSentEventParsingHandle;"),
          new RequiredType(EVENTS + "ServerSentEventParsingHandle", "cancel()V"),
          new RequiredType(
              "dev/langchain4j/exception/HttpException",
              "<init>(ILjava/lang/String;)V",
              "statusCode()I"),
          new RequiredType("dev/langchain4j/exception/TimeoutException"));

  private static final RequiredType RETRIES = new RequiredType(RETRY_POLICY, WITH_RETRY);

  private RequiredLangChain4j() {}

  /**
   * The first thing of the HTTP client that is missing, null if all is there.
   *
   * @param loader where its caller is, null for the boot class loader
   */
  static @Nullable String missingFromClient(@Nullable ClassLoader loader) {
    return RequiredType.missing(HTTP_CLIENT, loader);
  }

  /** What is missing from a class file of the retry policy, null if all is there. */
  static @Nullable String missingFromRetries(byte[] retryPolicy) {
    return RETRIES.missingFrom(retryPolicy);
  }
}
