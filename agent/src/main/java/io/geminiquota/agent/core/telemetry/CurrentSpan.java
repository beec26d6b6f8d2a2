package io.geminiquota.agent.core.telemetry;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The span of the application that is current on a thread, whoever it belongs to: also one of an
 * OpenTelemetry that was never set globally.
 *
 * <p>Nobody is asked before the application itself has asked for a context: the first question
 * makes the storage of contexts, and what would have wrapped it afterwards comes too late.
 */
final class CurrentSpan implements Supplier<@Nullable String> {

  private static final String STORAGE = "io.opentelemetry.context.ContextStorageWrappers";
  private static final String TRACE = "io.opentelemetry.api.trace.";

  private final Field contextInUse;
  private final Method current;
  private final Method context;
  private final Method isValid;
  private final Method traceId;
  private final Method spanId;
  private final Method flags;
  private final Method hex;

  private CurrentSpan(ClassLoader api) throws ReflectiveOperationException {
    Class<?> span = Class.forName(TRACE + "Span", false, api);
    Class<?> spanContext = Class.forName(TRACE + "SpanContext", false, api);
    contextInUse = Class.forName(STORAGE, false, api).getDeclaredField("storageInitialized");
    contextInUse.setAccessible(true);
    current = span.getMethod("current");
    context = span.getMethod("getSpanContext");
    isValid = spanContext.getMethod("isValid");
    traceId = spanContext.getMethod("getTraceId");
    spanId = spanContext.getMethod("getSpanId");
    flags = spanContext.getMethod("getTraceFlags");
    hex = Class.forName(TRACE + "TraceFlags", false, api).getMethod("asHex");
  }

  /**
   * The current span as a class loader's OpenTelemetry API tells it.
   *
   * @return {@code traceId-spanId-flags}, all hexadecimal; null if there is none
   */
  static Supplier<@Nullable String> of(ClassLoader api) {
    try {
      return new CurrentSpan(api);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError notAsExpected) {
      return () -> null;
    }
  }

  @Override
  public @Nullable String get() {
    try {
      if (!contextInUse.getBoolean(null)) {
        return null;
      }
      Object outer = context.invoke(current.invoke(null));
      return (boolean) isValid.invoke(outer)
          ? traceId.invoke(outer)
              + "-"
              + spanId.invoke(outer)
              + "-"
              + hex.invoke(flags.invoke(outer))
          : null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError notAsExpected) {
      return null;
    }
  }
}
