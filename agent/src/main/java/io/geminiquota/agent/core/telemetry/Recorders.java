package io.geminiquota.agent.core.telemetry;

import io.geminiquota.agent.NestedJar;
import io.geminiquota.agent.NestedJarLoader;
import io.geminiquota.engine.observe.CallObserver;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes our span recorder over an OpenTelemetry API, wherever that API comes from. */
final class Recorders {

  private static final String RECORDER = "io.geminiquota.adapters.opentelemetry.SpanRecorder";
  private static final String OPEN_TELEMETRY = "io.opentelemetry.api.OpenTelemetry";

  private final NestedJar glue;

  /**
   * @param glue glue.jar
   */
  Recorders(NestedJar glue) {
    this.glue = glue;
  }

  /**
   * A recorder whose OpenTelemetry classes are all of one class loader.
   *
   * @param api the class loader of the API
   * @param openTelemetry an instance of that API
   */
  CallObserver over(ClassLoader api, Object openTelemetry) throws ReflectiveOperationException {
    ClassLoader loader = loader(api);
    return (CallObserver)
        loader
            .loadClass(RECORDER)
            .getConstructor(loader.loadClass(OPEN_TELEMETRY))
            .newInstance(openTelemetry);
  }

  /**
   * The same, in the traces of somebody else.
   *
   * @param outerSpan tells the span that is current where a call begins
   */
  CallObserver over(ClassLoader api, Object openTelemetry, Supplier<@Nullable String> outerSpan)
      throws ReflectiveOperationException {
    ClassLoader loader = loader(api);
    return (CallObserver)
        loader
            .loadClass(RECORDER)
            .getConstructor(loader.loadClass(OPEN_TELEMETRY), Supplier.class)
            .newInstance(openTelemetry, outerSpan);
  }

  private ClassLoader loader(ClassLoader api) {
    return new NestedJarLoader("recorder", glue, new ApiAndCore(api));
  }

  /** OpenTelemetry's classes are the API's, all others the core's. */
  private record ApiAndCore(ClassLoader api) implements NestedJarLoader.Neighbours {

    @Override
    public ClassLoader of(String className) {
      return className.startsWith("io.opentelemetry.") ? api : Recorders.class.getClassLoader();
    }
  }
}
