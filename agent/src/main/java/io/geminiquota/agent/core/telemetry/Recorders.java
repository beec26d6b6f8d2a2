package io.geminiquota.agent.core.telemetry;

import io.geminiquota.agent.NestedJar;
import io.geminiquota.agent.NestedJarLoader;
import io.geminiquota.agent.core.Detached;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.EngineView;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes our recorders over an OpenTelemetry API, wherever that API comes from. Their OpenTelemetry
 * classes are all of one class loader.
 */
final class Recorders {

  private static final String ADAPTER = "io.geminiquota.adapters.opentelemetry.";
  private static final String OPEN_TELEMETRY = "io.opentelemetry.api.OpenTelemetry";

  private final NestedJar glue;
  private final EngineView view;
  private final @Nullable String optIn;

  /** Hang on a class of their OpenTelemetry, and go when it goes. */
  private final ClassValue<Gauged> gauged =
      new ClassValue<>() {
        @Override
        protected Gauged computeValue(Class<?> openTelemetry) {
          return new Gauged();
        }
      };

  /**
   * @param glue glue.jar
   * @param view what gauges show
   * @param optIn the value of OTEL_SEMCONV_STABILITY_OPT_IN, null if it has none
   */
  Recorders(NestedJar glue, EngineView view, @Nullable String optIn) {
    this.glue = glue;
    this.view = view;
    this.optIn = optIn;
  }

  /**
   * A recorder of spans, in the traces of the same OpenTelemetry.
   *
   * @param api the class loader of the API
   * @param openTelemetry an instance of that API
   */
  CallObserver spans(ClassLoader api, Object openTelemetry) throws ReflectiveOperationException {
    ClassLoader loader = loader(api);
    return (CallObserver)
        loader
            .loadClass(ADAPTER + "SpanRecorder")
            .getConstructor(loader.loadClass(OPEN_TELEMETRY))
            .newInstance(openTelemetry);
  }

  /**
   * The same, in the traces of somebody else.
   *
   * @param outerSpan tells the span that is current where a call begins
   */
  CallObserver spans(ClassLoader api, Object openTelemetry, Supplier<@Nullable String> outerSpan)
      throws ReflectiveOperationException {
    ClassLoader loader = loader(api);
    return (CallObserver)
        loader
            .loadClass(ADAPTER + "SpanRecorder")
            .getConstructor(loader.loadClass(OPEN_TELEMETRY), Supplier.class)
            .newInstance(openTelemetry, outerSpan);
  }

  /**
   * The recorder of metrics of an OpenTelemetry; one that sees nothing if its API is older than
   * 1.10, which has no metrics.
   *
   * @param api the class loader of the API
   * @param openTelemetry an instance of that API
   */
  CallObserver metrics(ClassLoader api, Object openTelemetry) throws Exception {
    return gauged.get(openTelemetry.getClass()).recorder(api, openTelemetry);
  }

  /** The only recorder of an OpenTelemetry: the gauges of two would show everything twice. */
  private final class Gauged {

    private @Nullable Object shownBy;
    private CallObserver recorder = CallObserver.none();

    synchronized CallObserver recorder(ClassLoader api, Object openTelemetry) throws Exception {
      if (shownBy != openTelemetry) {
        shownBy = openTelemetry;
        recorder = CallObserver.none();
        // A gauge keeps the context class loader of who registers it: never an application's.
        recorder = Detached.call(api, () -> makeMetrics(loader(api), openTelemetry));
      }
      return recorder;
    }
  }

  private CallObserver makeMetrics(ClassLoader loader, Object openTelemetry)
      throws ReflectiveOperationException {
    Class<?> api = loader.loadClass(OPEN_TELEMETRY);
    try {
      api.getMethod("getMeter", String.class);
    } catch (NoSuchMethodException older) {
      return CallObserver.none();
    }
    Class<?> conventions = loader.loadClass(ADAPTER + "GenAiConventions");
    return (CallObserver)
        loader
            .loadClass(ADAPTER + "MetricRecorder")
            .getConstructor(api, EngineView.class, conventions)
            .newInstance(
                openTelemetry,
                view,
                conventions.getMethod("chosenBy", String.class).invoke(null, optIn));
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
