package io.geminiquota.agent.core.telemetry;

import io.geminiquota.agent.NestedJar;
import io.geminiquota.agent.NestedJars;
import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.EngineView;
import io.geminiquota.engine.policy.Settings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Shows the calls of all applications in the JVM, each in its own way. */
public final class Telemetry {

  private final Recorders recorders;
  private final PrivateCopy privateCopy;
  private final OwnExporter ownExporter;
  private final boolean bridged;
  private final Log log;

  /**
   * @param jars where telemetry.jar is
   * @param glue glue.jar
   * @param view what is to be seen of the engine, beside the calls
   * @param settings may name an OTLP endpoint
   * @param properties the system's
   * @param environment of the process
   * @param log is told of faults
   */
  public Telemetry(
      NestedJars jars,
      NestedJar glue,
      EngineView view,
      Settings settings,
      Map<String, String> properties,
      Map<String, String> environment,
      Log log) {
    OpenTelemetryVariables variables = new OpenTelemetryVariables(properties, environment);
    this.log = log;
    this.recorders = new Recorders(glue, view, variables.get("otel.semconv-stability.opt-in"));
    this.privateCopy = new PrivateCopy(jars);
    this.ownExporter =
        new OwnExporter(
            ExportPlan.from(settings, variables, log::line), privateCopy, recorders, log);
    this.bridged = OpenTelemetryAgent.isActive(variables);
  }

  /**
   * The observer for an application's calls.
   *
   * @param application its class loader, null for the boot class loader
   */
  public CallObserver observerFor(@Nullable ClassLoader application) {
    ApplicationApi api = ApplicationApi.visibleTo(application);
    CallObserver own = ownExporter.joining(api == null ? () -> null : CurrentSpan.of(api.loader()));
    return bridged
        ? new LateObserver(() -> overAgent(api), own, log)
        : new LateObserver(() -> overApplication(api), own, log);
  }

  /**
   * OpenTelemetry's own agent answers for the API of any class loader, also for our copy. It reads
   * gauges for as long as the JVM lives: so those are of our copy, and no application stays because
   * of them.
   */
  private CallObserver overAgent(@Nullable ApplicationApi api) throws Exception {
    ApplicationApi answered = api != null ? api : copiedApi();
    return withMetrics(
        recorders.spans(answered.loader(), answered.global()),
        () -> recorders.metrics(privateCopy.loader(), copiedApi().global()));
  }

  private ApplicationApi copiedApi() throws Exception {
    return ApplicationApi.of(privateCopy.loader());
  }

  private @Nullable CallObserver overApplication(@Nullable ApplicationApi api) throws Exception {
    if (api == null || !api.isGlobalSet()) {
      return null;
    }
    Object global = api.global();
    return withMetrics(
        recorders.spans(api.loader(), global), () -> recorders.metrics(api.loader(), global));
  }

  /** Whoever cannot have metrics shall have spans all the same. */
  private CallObserver withMetrics(CallObserver spans, Callable<CallObserver> metrics) {
    try {
      return CallObserver.all(List.of(spans, metrics.call()));
    } catch (Throwable fault) {
      log.fault("the OpenTelemetry found cannot be used for metrics", fault);
      return spans;
    }
  }
}
