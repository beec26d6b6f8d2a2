package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import io.geminiquota.engine.classify.AdvisedBody;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The provider's error, as LangChain4j throws it: its message is the body of the response. */
final class FailedAttempt {

  /** Chains of causes may be circular. */
  private static final int MOST_CAUSES = 16;

  private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*([45]\\d\\d)\\b");
  private static final int INTERNAL = 500;

  private final HttpException error;

  FailedAttempt(HttpException error) {
    this.error = error;
  }

  /** An error that stands inside a response that looked like none, with its code inside. */
  static FailedAttempt inStream(String error) {
    Matcher code = CODE.matcher(error);
    int status = code.find() ? Integer.parseInt(code.group(1)) : INTERNAL;
    return new FailedAttempt(new HttpException(status, error));
  }

  HttpException asItCame() {
    return error;
  }

  int status() {
    return error.statusCode();
  }

  String text() {
    String body = error.getMessage();
    return body == null ? "" : body;
  }

  /**
   * The same error with our advice in its message. An error of a class of its own stays as it is: a
   * catch block is worth more than an advice.
   */
  HttpException withAdvice(String advice) {
    if (error.getClass() != HttpException.class) {
      return error;
    }
    HttpException advised = new HttpException(status(), AdvisedBody.append(text(), advice));
    // Not as its cause: LangChain4j shows the innermost one.
    advised.setStackTrace(error.getStackTrace());
    return advised;
  }

  /**
   * Whether a failure without a response is the connection's, so that another attempt may help.
   * LangChain4j takes an address that cannot be resolved as final, and everything else that a
   * client throws is a fault of its own.
   */
  static boolean isOfTheConnection(Throwable fault) {
    boolean connection = false;
    Throwable cause = fault;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      if (cause instanceof UnresolvedAddressException) {
        return false;
      }
      connection |= cause instanceof IOException || cause instanceof TimeoutException;
      cause = cause.getCause();
    }
    return connection;
  }

  /** The provider's error, null if it is something else that went wrong. */
  static @Nullable FailedAttempt of(Throwable thrown) {
    return thrown instanceof HttpException error ? new FailedAttempt(error) : null;
  }
}
