package io.geminiquota.agent.core.telemetry;

import io.geminiquota.agent.NestedJarLoader;
import io.geminiquota.agent.NestedJars;
import io.geminiquota.agent.core.Detached;
import org.jspecify.annotations.Nullable;

/** Our own OpenTelemetry, in telemetry.jar: not loaded before it is needed, seen by nobody else. */
final class PrivateCopy {

  private final NestedJars jars;
  private @Nullable ClassLoader loader;

  PrivateCopy(NestedJars jars) {
    this.jars = jars;
  }

  /**
   * Its class loader.
   *
   * @throws Exception if telemetry.jar cannot be read, or is not complete
   */
  synchronized ClassLoader loader() throws Exception {
    ClassLoader known = loader;
    if (known == null) {
      ClassLoader opened =
          new NestedJarLoader("telemetry", jars.open("telemetry"), new PlatformAndCore());
      // It looks for its context storage by the thread's class loader: not by the application's.
      Detached.call(
          opened,
          () ->
              opened
                  .loadClass("io.opentelemetry.context.ContextStorage")
                  .getMethod("get")
                  .invoke(null));
      loader = opened;
      known = opened;
    }
    return known;
  }

  /** Our own packages are the core's, the rest is the JDK's. */
  private static final class PlatformAndCore implements NestedJarLoader.Neighbours {

    @Override
    public @Nullable ClassLoader of(String className) {
      return className.startsWith("io.geminiquota.")
          ? PrivateCopy.class.getClassLoader()
          : ClassLoader.getPlatformClassLoader();
    }
  }
}
