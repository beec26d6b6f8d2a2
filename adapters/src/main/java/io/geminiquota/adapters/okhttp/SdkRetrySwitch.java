package io.geminiquota.adapters.okhttp;

import java.util.List;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Switches off the retries that the com.google.genai SDK makes by itself, for one request, by the
 * SDK's own means: a request tag of its class {@code HttpRetryOptions}.
 *
 * <p>One attempt alone is not enough: the SDK's interceptor (1.27.0 to 1.70.0) sleeps after the
 * last attempt as well, for up to two seconds. With an empty list of status codes besides there is
 * one request on the wire and no sleep.
 */
final class SdkRetrySwitch {

  private static final String INTERCEPTOR = "com.google.genai.RetryInterceptor";
  private static final String OPTIONS = "com.google.genai.types.HttpRetryOptions";

  private volatile @Nullable Off off;

  /**
   * The request with the SDK's retries off; the same request where the client has none, or none
   * that could be switched.
   */
  Request off(OkHttpClient client, Request request) {
    for (Interceptor interceptor : client.interceptors()) {
      if (interceptor.getClass().getName().equals(INTERCEPTOR)) {
        return off(interceptor.getClass().getClassLoader(), request);
      }
    }
    return request;
  }

  /** The same, for a client of the SDK that was loaded there. */
  Request off(ClassLoader sdk, Request request) {
    Off tag = tagFor(sdk);
    return tag == null ? request : tag.on(request);
  }

  /** The options must be of the class that the interceptor itself was loaded with. */
  private @Nullable Off tagFor(ClassLoader interceptorLoader) {
    Off known = off;
    if (known == null || known.type().getClassLoader() != interceptorLoader) {
      known = build(interceptorLoader);
      off = known;
    }
    return known;
  }

  private static @Nullable Off build(ClassLoader loader) {
    try {
      Class<?> type = Class.forName(OPTIONS, true, loader);
      Class<?> builderType = Class.forName(OPTIONS + "$Builder", true, loader);
      Object builder = type.getMethod("builder").invoke(null);
      builder = builderType.getMethod("attempts", Integer.class).invoke(builder, 1);
      builder = builderType.getMethod("httpStatusCodes", List.class).invoke(builder, List.of());
      return new Off(type, builderType.getMethod("build").invoke(builder));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** The SDK's options for no retries at all, and the class they are looked up by. */
  private record Off(Class<?> type, Object options) {

    @SuppressWarnings("unchecked")
    Request on(Request request) {
      return request.newBuilder().tag((Class<Object>) type, options).build();
    }
  }
}
