package io.geminiquota.agent.core.telemetry;

import io.geminiquota.agent.core.Detached;
import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.route.GeminiCall;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows calls through an OpenTelemetry of our own, which is started with the first call that nobody
 * else can show; shows nothing when no endpoint is configured.
 */
final class OwnExporter {

  private static final String PIPELINE = "io.geminiquota.agent.otlp.OtlpPipeline";

  /** What telemetry.jar needs of the JDK, and a modular application may be started without. */
  private static final List<String> MODULES = List.of("java.logging", "java.net.http");

  private final @Nullable OtlpTarget target;
  private final PrivateCopy privateCopy;
  private final Recorders recorders;
  private final Log log;
  private boolean started;
  private @Nullable SpanPipeline pipeline;

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
  }

  /**
   * The observer for the calls of one application.
   *
   * @param outerSpan tells the application's span in which a call is made, so that ours is in the
   *     same trace, wherever the application sends its own
   */
  CallObserver joining(Supplier<@Nullable String> outerSpan) {
    return target == null ? CallObserver.none() : new Joining(target, outerSpan);
  }

  /** The pipeline of all applications, null if it could not be started. */
  private synchronized @Nullable SpanPipeline pipeline(OtlpTarget target) {
    if (!started) {
      started = true;
      pipeline = start(target);
    }
    return pipeline;
  }

  private @Nullable SpanPipeline start(OtlpTarget target) {
    List<String> missing = MODULES.stream().filter(OwnExporter::isMissing).toList();
    if (!missing.isEmpty()) {
      log.line(
          "spans cannot be sent to "
              + target.shownEndpoint()
              + ", because this JVM runs without "
              + String.join(" and ", missing)
              + ": calls are governed without them; start the application with --add-modules="
              + String.join(",", missing));
      return null;
    }
    try {
      ClassLoader loader = privateCopy.loader();
      return Detached.call(loader, () -> pipeline(loader, target));
    } catch (Throwable fault) {
      log.line(
          "spans cannot be sent to "
              + target.shownEndpoint()
              + " ("
              + fault.getClass().getName()
              + "): calls are governed without them; check that the OTLP endpoint is an http or"
              + " https URL");
      return null;
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

  /** Started with the first call. */
  private final class Joining implements CallObserver {

    private final OtlpTarget target;
    private final Supplier<@Nullable String> outerSpan;
    private volatile @Nullable CallObserver recorder;

    Joining(OtlpTarget target, Supplier<@Nullable String> outerSpan) {
      this.target = target;
      this.outerSpan = outerSpan;
    }

    @Override
    public Observation begin(GeminiCall call) {
      CallObserver made = recorder;
      return (made == null ? make() : made).begin(call);
    }

    private synchronized CallObserver make() {
      CallObserver made = recorder;
      if (made == null) {
        SpanPipeline running = pipeline(target);
        made = running == null ? CallObserver.none() : over(running);
        recorder = made;
      }
      return made;
    }

    private CallObserver over(SpanPipeline running) {
      try {
        return recorders.over(privateCopy.loader(), running.openTelemetry(), outerSpan);
      } catch (Exception fault) {
        log.fault("calls are governed without spans", fault);
        return CallObserver.none();
      }
    }
  }
}
