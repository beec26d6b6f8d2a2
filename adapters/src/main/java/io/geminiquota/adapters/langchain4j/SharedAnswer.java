package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import io.geminiquota.engine.cache.CachedCall;
import io.geminiquota.engine.cache.KeptAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers that are shared, as LangChain4j gives and takes them. */
final class SharedAnswer {

  private static final String CONTENT_TYPE = "Content-Type";
  private static final int OK = 200;

  private SharedAnswer() {}

  /** What {@code execute} gives for the answer that is there. */
  static Execution execution(CachedCall cached) {
    KeptAnswer answer = cached.answer();
    return answer.status() >= 400
        ? new Execution(null, error(answer))
        : new Execution(response(cached, text(answer)), null);
  }

  /** The error that it is, as a client throws it. */
  static HttpException error(KeptAnswer answer) {
    return new HttpException(answer.status(), text(answer));
  }

  /**
   * The response that is there.
   *
   * @param body null for that of a stream
   */
  static SuccessfulHttpResponse response(CachedCall cached, @Nullable String body) {
    KeptAnswer answer = cached.answer();
    List<String> source = List.of(cached.source());
    String type = answer.contentType();
    return SuccessfulHttpResponse.builder()
        .statusCode(answer.status())
        .headers(
            type == null
                ? Map.of(CachedCall.HEADER, source)
                : Map.of(CONTENT_TYPE, List.of(type), CachedCall.HEADER, source))
        .body(body)
        .build();
  }

  static String text(KeptAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** A call that was sent has ended so. */
  static void tell(Execution execution, Exchange exchange, CachedCall cached) {
    SuccessfulHttpResponse response = execution.response();
    if (response == null) {
      tellThrown(execution.thrown(), exchange, cached);
    } else if (response.statusCode() == OK && response.body() != null) {
      byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
      if (body.length > CachedCall.LARGEST) {
        cached.dissolved();
      } else {
        cached.landed(contentType(response), body, exchange.governed.isAsAsked());
      }
    } else {
      cached.dissolved();
    }
  }

  /** A call has ended with an error: the provider's if it was sent, else ours. */
  static void tellThrown(@Nullable Throwable thrown, Exchange exchange, CachedCall cached) {
    if (thrown instanceof HttpException error && error.getMessage() != null) {
      if (exchange.hasSent()) {
        byte[] body = error.getMessage().getBytes(StandardCharsets.UTF_8);
        cached.failed(error.statusCode(), null, body);
      } else {
        cached.dissolved();
      }
    } else if (Thread.currentThread().isInterrupted()) {
      cached.cancelled();
    } else {
      cached.broken();
    }
  }

  static @Nullable String contentType(SuccessfulHttpResponse response) {
    for (Map.Entry<String, List<String>> header : response.headers().entrySet()) {
      if (CONTENT_TYPE.equalsIgnoreCase(header.getKey()) && !header.getValue().isEmpty()) {
        return header.getValue().get(0);
      }
    }
    return null;
  }
}
