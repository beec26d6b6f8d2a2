package io.geminiquota.agent.core.telemetry;

import io.geminiquota.agent.core.Detached;
import io.geminiquota.agent.core.JvmEnd;
import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.route.GeminiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows calls through an OpenTelemetry of our own, which is started with the first call that nobody
 * else can show; shows nothing when nothing is configured.
 */
final class OwnExporter {

  private static final String PIPELINE = "io.geminiquota.agent.otlp.OtlpPipeline";

  private final ExportPlan plan;
  private final PrivateCopy privateCopy;
  private final Recorders recorders;
  private final Log log;
  private boolean started;
  private @Nullable Pipeline pipeline;

  /**
   * @param plan what it is to do
   * @param privateCopy the OpenTelemetry to use
   * @param recorders make the recorders over it
   * @param log is told when telemetry does not arrive
   */
  OwnExporter(ExportPlan plan, PrivateCopy privateCopy, Recorders recorders, Log log) {
    this.plan = plan;
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
    return plan.isEmpty() ? CallObserver.none() : new Joining(outerSpan);
  }

  /** The pipeline of all applications, null if it could not be started. */
  private synchronized @Nullable Pipeline pipeline() {
    if (!started) {
      started = true;
      pipeline = start();
    }
    return pipeline;
  }

  private @Nullable Pipeline start() {
    List<String> missing =
        neededModules().stream()
            .filter(module -> ModuleLayer.boot().findModule(module).isEmpty())
            .toList();
    if (!missing.isEmpty()) {
      log.line(
          "telemetry cannot be sent, because this JVM runs without "
              + String.join(" and ", missing)
              + ": calls are governed without it; start the application with --add-modules="
              + String.join(",", missing));
      return null;
    }
    try {
      ClassLoader loader = privateCopy.loader();
      return Detached.call(loader, () -> pipeline(loader));
    } catch (Throwable fault) {
      log.line(
          "telemetry cannot be sent ("
              + fault.getClass().getName()
              + "): calls are governed without it; check that the OTLP endpoint is an http or https"
              + " URL");
      return null;
    }
  }

  /** What telemetry.jar needs of the JDK, and a modular application may be started without. */
  private List<String> neededModules() {
    List<String> modules = new ArrayList<>(List.of("java.logging", "java.net.http"));
    if (plan.scrape() != null) {
      modules.add("jdk.httpserver");
    }
    return modules;
  }

  private Pipeline pipeline(ClassLoader loader) throws ReflectiveOperationException {
    Pipeline running =
        (Pipeline)
            loader
                .loadClass(PIPELINE)
                .getConstructor(ExportPlan.class, ExportTroubles.class)
                .newInstance(plan, new ExportTroubles(log));
    JvmEnd.then(running::close);
    return running;
  }

  /** Started with the first call. */
  private final class Joining implements CallObserver {

    private final Supplier<@Nullable String> outerSpan;
    private volatile @Nullable CallObserver recorder;

    Joining(Supplier<@Nullable String> outerSpan) {
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
        Pipeline running = pipeline();
        made = running == null ? CallObserver.none() : over(running);
        recorder = made;
      }
      return made;
    }

    private CallObserver over(Pipeline running) {
      try {
        ClassLoader api = privateCopy.loader();
        List<CallObserver> both = new ArrayList<>();
        if (plan.spans() != null) {
          both.add(recorders.spans(api, running.openTelemetry(), outerSpan));
        }
        if (plan.hasMetrics()) {
          both.add(recorders.metrics(api, running.openTelemetry()));
        }
        return CallObserver.all(both);
      } catch (Exception fault) {
        log.fault("calls are governed without telemetry", fault);
        return CallObserver.none();
      }
    }
  }
}
