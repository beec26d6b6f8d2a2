package io.geminiquota.adapters.okhttp;

import io.geminiquota.adapters.GuardedCall;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Carries a call from inside its own interceptor: an attempt is what the rest of the chain makes of
 * the request. Once the chain has answered it takes no more; a stream that has to be made again is
 * a clone of the call.
 */
final class InterceptedExchange extends Exchange {

  /** Set while a clone runs, so that it is known as an attempt when it comes to the interceptor. */
  private static final ThreadLocal<@Nullable InterceptedExchange> RESENDING = new ThreadLocal<>();

  private final Interceptor.Chain chain;
  private final Request request;
  private boolean answered;
  private boolean sent;

  /**
   * @param request with the call's tag
   */
  InterceptedExchange(
      Interceptor.Chain chain,
      Request request,
      CallTag tag,
      GuardedCall governed,
      OkHttpSeam seam) {
    super(chain.call(), tag, governed, seam);
    this.chain = chain;
    this.request = request;
  }

  /** The exchange that a call of the current thread is another attempt of, null for none. */
  static @Nullable InterceptedExchange resending() {
    return RESENDING.get();
  }

  /** The request of another attempt. */
  Request requestAgain() {
    Request other = detoured();
    return attempt(other == null ? request : other);
  }

  /**
   * Makes attempts until there is something to give the application.
   *
   * @throws IOException as {@link #run} does
   */
  Response answer() throws IOException {
    try {
      return run();
    } finally {
      answered = true;
    }
  }

  @Override
  Response send() throws IOException {
    sent = true;
    if (!answered) {
      Request other = detoured();
      return chain.proceed(other == null ? request : attempt(other));
    }
    RESENDING.set(this);
    try {
      return super.send();
    } finally {
      RESENDING.remove();
    }
  }

  @Override
  Request asked() {
    return request;
  }

  @Override
  boolean hasSent() {
    return sent;
  }
}
