package io.geminiquota.agent.core.telemetry;

import io.geminiquota.agent.NestedJar;
import io.geminiquota.agent.NestedJars;
import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.policy.Settings;
import java.util.Map;
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
   * @param settings may name an OTLP endpoint
   * @param properties the system's
   * @param environment of the process
   * @param log is told of faults
   */
  public Telemetry(
      NestedJars jars,
      NestedJar glue,
      Settings settings,
      Map<String, String> properties,
      Map<String, String> environment,
      Log log) {
    OpenTelemetryVariables variables = new OpenTelemetryVariables(properties, environment);
    this.log = log;
    this.recorders = new Recorders(glue);
    this.privateCopy = new PrivateCopy(jars);
    this.ownExporter =
        new OwnExporter(OtlpTarget.from(settings, variables), privateCopy, recorders, log);
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

  /** OpenTelemetry's own agent answers for the API of any class loader, also for our copy. */
  private CallObserver overAgent(@Nullable ApplicationApi api) throws Exception {
    ApplicationApi answered = api != null ? api : ApplicationApi.of(privateCopy.loader());
    return recorders.over(answered.loader(), answered.global());
  }

  private @Nullable CallObserver overApplication(@Nullable ApplicationApi api) throws Exception {
    return api != null && api.isGlobalSet() ? recorders.over(api.loader(), api.global()) : null;
  }
}
