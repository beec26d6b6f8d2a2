package io.geminiquota.agent.core.telemetry;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * An OpenTelemetry API as one class loader sees it: api, context and common as one set.
 *
 * <p>Looks at its global instance without bringing one about: {@code GlobalOpenTelemetry.get()} of
 * an API that has none installs a no-op for good, and the application's own {@code set} then fails.
 */
final class ApplicationApi {

  private static final String GLOBAL = "io.opentelemetry.api.GlobalOpenTelemetry";
  private static final String ATTRIBUTES = "io.opentelemetry.api.common.Attributes";
  private static final String CONTEXT = "io.opentelemetry.context.Context";
  private static final String SPAN = "io.opentelemetry.api.trace.Span";

  private final ClassLoader loader;
  private final Class<?> global;
  private final @Nullable Method isSet;

  private ApplicationApi(ClassLoader loader, Class<?> global) {
    this.loader = loader;
    this.global = global;
    this.isSet = isSet(global);
  }

  /**
   * The API that a class loader sees, or null if it sees none, only a part of it, or one older than
   * 1.2, which lacks what we use.
   *
   * @param loader null for the boot class loader, where none can be
   */
  static @Nullable ApplicationApi visibleTo(@Nullable ClassLoader loader) {
    try {
      return loader == null ? null : of(loader);
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  /**
   * The API that a class loader sees.
   *
   * @throws ReflectiveOperationException if it is not complete
   */
  static ApplicationApi of(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> attributes = Class.forName(ATTRIBUTES, false, loader);
    Class.forName(CONTEXT, false, loader);
    Class.forName(SPAN, false, loader).getMethod("setAllAttributes", attributes);
    return new ApplicationApi(loader, Class.forName(GLOBAL, false, loader));
  }

  ClassLoader loader() {
    return loader;
  }

  /** Whether somebody has set the global instance. */
  boolean isGlobalSet() throws ReflectiveOperationException {
    if (isSet != null) {
      return (boolean) isSet.invoke(null);
    }
    Field field = global.getDeclaredField("globalOpenTelemetry");
    field.setAccessible(true);
    return field.get(null) != null;
  }

  /** The global instance: to be asked for only when it is set, or when an agent answers. */
  Object global() throws ReflectiveOperationException {
    return global.getMethod("get").invoke(null);
  }

  private static @Nullable Method isSet(Class<?> global) {
    try {
      return global.getMethod("isSet");
    } catch (NoSuchMethodException e) {
      return null; // before 1.57
    }
  }
}
