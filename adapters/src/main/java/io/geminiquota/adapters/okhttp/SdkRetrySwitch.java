package io.geminiquota.adapters.okhttp;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
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

  private volatile @Nullable Found found;

  /** What was found in an SDK; without {@code off} its retries cannot be switched. */
  private record Found(ClassLoader sdk, @Nullable Off off) {}

  /**
   * Switches the SDK's retries off in a request that is being made anew. Does nothing where the
   * client has none, or none that could be switched.
   *
   * @param request as the application made it
   * @param marked what is sent instead
   * @return whether the SDK, left alone, would have sent the request again after its connection
   *     broke
   */
  boolean off(OkHttpClient client, Request request, Request.Builder marked) {
    for (Interceptor interceptor : client.interceptors()) {
      if (interceptor.getClass().getName().equals(INTERCEPTOR)) {
        return off(interceptor.getClass().getClassLoader(), interceptor, request, marked);
      }
    }
    return false;
  }

  /** The same, for a client of the SDK that was loaded there. */
  boolean off(ClassLoader sdk, Request request, Request.Builder marked) {
    return off(sdk, null, request, marked);
  }

  private boolean off(
      ClassLoader sdk, @Nullable Interceptor interceptor, Request request, Request.Builder marked) {
    Off tag = tagFor(sdk);
    if (tag == null) {
      return false;
    }
    tag.putOn(marked);
    return tag.retriesFaults(interceptor, request);
  }

  /** The options must be of the class that the interceptor itself was loaded with. */
  private @Nullable Off tagFor(ClassLoader interceptorLoader) {
    Found known = found;
    if (known == null || known.sdk() != interceptorLoader) {
      known = new Found(interceptorLoader, build(interceptorLoader));
      found = known;
    }
    return known.off();
  }

  private static @Nullable Off build(ClassLoader loader) {
    try {
      Class<?> type = Class.forName(OPTIONS, true, loader);
      Class<?> builderType = Class.forName(OPTIONS + "$Builder", true, loader);
      Object builder = type.getMethod("builder").invoke(null);
      builder = builderType.getMethod("attempts", Integer.class).invoke(builder, 1);
      builder = builderType.getMethod("httpStatusCodes", List.class).invoke(builder, List.of());
      Object options = builderType.getMethod("build").invoke(builder);
      return new Off(type, options, type.getMethod("attempts"), ofClient(loader));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Where the interceptor keeps what the application has set for the client; null if unknown. */
  private static @Nullable Field ofClient(ClassLoader loader) {
    try {
      Field field = Class.forName(INTERCEPTOR, false, loader).getDeclaredField("retryOptions");
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException | RuntimeException notAsExpected) {
      return null;
    }
  }

  /**
   * The SDK's options for no retries at all, and what it takes to read those of the application.
   */
  private record Off(Class<?> type, Object options, Method attempts, @Nullable Field ofClient) {

    @SuppressWarnings("unchecked")
    void putOn(Request.Builder request) {
      request.tag((Class<Object>) type, options);
    }

    /** As the SDK decides: by the options of the request, else of the client; five by default. */
    boolean retriesFaults(@Nullable Interceptor interceptor, Request request) {
      try {
        Object set = request.tag(type);
        if (set == null) {
          if (interceptor == null || ofClient == null) {
            return true;
          }
          set = ofClient.get(interceptor);
        }
        return set != null
            && ((Optional<?>) attempts.invoke(set)).map(most -> (int) most > 1).orElse(true);
      } catch (ReflectiveOperationException | RuntimeException notAsExpected) {
        return true;
      }
    }
  }
}
