package io.geminiquota.adapters.okhttp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Notes when an attempt leaves for the server: after the connection stands, right before the
 * request is written. A cold connection can take hundreds of milliseconds, and the server's window
 * begins when the request arrives, not when we let it go.
 */
enum DepartureProbe implements Interceptor {
  INSTANCE;

  @Override
  public Response intercept(Chain chain) throws IOException {
    CallTag tag = chain.request().tag(CallTag.class);
    if (tag != null) {
      tag.departed();
    }
    return chain.proceed(chain.request());
  }
}
