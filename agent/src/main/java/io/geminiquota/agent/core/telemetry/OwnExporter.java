package io.geminiquota.agent.core.telemetry;

import io.geminiquota.agent.core.Detached;
import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.route.GeminiCall;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows calls through an OpenTelemetry of our own, which is started with the first call that nobody
 * else can show; shows nothing when no endpoint is configured.
 */
final class OwnExporter implements CallObserver {

  private static final String PIPELINE = "io.geminiquota.agent.otlp.OtlpPipeline";

  /** What telemetry.jar needs of the JDK, and a modular application may be started without. */
  private static final List<String> MODULES = List.of("java.logging", "java.net.http");

  private final @Nullable OtlpTarget target;
  private final PrivateCopy privateCopy;
  private final Recorders recorders;
  private final Log log;
  private volatile @Nullable CallObserver recorder;

  /**
   * @param target where to, null for nowhere
   * @param privateCopy the OpenTelemetry to use
   * @param recorders make the recorder over it
   * @param log is told when spans do not arrive
   */
  OwnExporter(@Nullable OtlpTarget target, PrivateCopy privateCopy, Recorders recorders, Log log) {
    this.target = target;
    this.privateCopy = privateCopy;
    this.recorders = recorders;
    this.log = log;
    this.recorder = target == null ? CallObserver.none() : null;
  }

  @Override
  public Observation begin(GeminiCall call) {
    CallObserver started = recorder;
    return (started == null ? start() : started).begin(call);
  }

  private synchronized CallObserver start() {
    CallObserver started = recorder;
    if (started == null && target != null) {
      started = start(target);
      recorder = started;
    }
    return started == null ? CallObserver.none() : started;
  }

  private CallObserver start(OtlpTarget target) {
    List<String> missing = MODULES.stream().filter(OwnExporter::isMissing).toList();
    if (!missing.isEmpty()) {
      log.line(
          "spans cannot be sent to "
              + target.shownEndpoint()
              + ", because this JVM runs without "
              + String.join(" and ", missing)
              + ": calls are governed without them; start the application with --add-modules="
              + String.join(",", missing));
      return CallObserver.none();
    }
    try {
      ClassLoader loader = privateCopy.loader();
      SpanPipeline pipeline = Detached.call(loader, () -> pipeline(loader, target));
      return recorders.over(loader, pipeline.openTelemetry());
    } catch (Throwable fault) {
      log.line(
          "spans cannot be sent to "
              + target.shownEndpoint()
              + " ("
              + fault.getClass().getName()
              + "): calls are governed without them; check that the OTLP endpoint is an http or"
              + " https URL");
      return CallObserver.none();
    }
  }

  private static boolean isMissing(String module) {
    return ModuleLayer.boot().findModule(module).isEmpty();
  }

  private SpanPipeline pipeline(ClassLoader loader, OtlpTarget target)
      throws ReflectiveOperationException {
    Consumer<String> complaint = reason -> complain(target, reason);
    SpanPipeline pipeline =
        (SpanPipeline)
            loader
                .loadClass(PIPELINE)
                .getConstructor(String.class, Map.class, Map.class, Consumer.class)
                .newInstance(target.endpoint(), target.headers(), target.resource(), complaint);
    Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close, "gemini-quota-flush"));
    return pipeline;
  }

  private void complain(OtlpTarget target, String reason) {
    log.seldom(
        "otlp",
        "spans do not arrive at "
            + target.shownEndpoint()
            + " ("
            + reason
            + "): calls are governed all the same; check that a receiver of OTLP over HTTP (usually"
            + " port 4318) listens there, or change otlp-endpoint or OTEL_EXPORTER_OTLP_ENDPOINT");
  }
}
