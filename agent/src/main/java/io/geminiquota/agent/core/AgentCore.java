package io.geminiquota.agent.core;

import io.geminiquota.adapters.cache.KeptAnswers;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.adapters.secrets.KeptSecrets;
import io.geminiquota.agent.Core;
import io.geminiquota.agent.NestedJar;
import io.geminiquota.agent.NestedJars;
import io.geminiquota.agent.core.cluster.ClusterStart;
import io.geminiquota.agent.core.config.ConfiguredSettings;
import io.geminiquota.agent.core.control.ControlDesk;
import io.geminiquota.agent.core.control.Management;
import io.geminiquota.agent.core.link.Dispatcher;
import io.geminiquota.agent.core.link.Glue;
import io.geminiquota.agent.core.link.Linker;
import io.geminiquota.agent.core.scope.MethodScopes;
import io.geminiquota.agent.core.telemetry.Telemetry;
import io.geminiquota.agent.core.weave.Interceptions;
import io.geminiquota.agent.core.weave.Weaver;
import io.geminiquota.engine.Bookkeeper;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.cache.AnswerCache;
import io.geminiquota.engine.limit.Cluster;
import io.geminiquota.engine.observe.EngineView;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.route.Secrets;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Puts the agent's parts together, once for a JVM, when the first class appears that is woven. */
public final class AgentCore {

  private AgentCore() {}

  /**
   * Called by the root of the agent's jar, by name.
   *
   * @param arguments the agent's arguments, or null
   * @param instrumentation the JVM's hand
   * @param jars where the other parts are
   * @return the core, or null if the settings say that nothing is to be done
   * @throws IOException if a nested jar cannot be read
   * @throws ReflectiveOperationException if the JVM does not let us in
   */
  public static @Nullable Core start(
      @Nullable String arguments, Instrumentation instrumentation, NestedJars jars)
      throws IOException, ReflectiveOperationException {
    Log log = new Log(System::nanoTime);
    Map<String, String> properties = systemProperties();
    ConfiguredSettings configured =
        ConfiguredSettings.read(arguments, properties, System.getenv(), log);
    if (configured.areOffForGood()) {
      return null;
    }
    Settings settings = configured.settings();
    NestedJar glueJar = jars.open("glue");
    TimeSource time = TimeSource.system();
    Wakening wakening = new Wakening(log);
    Timer timer = timer(time, wakening);
    Governor governor = governor(settings, jars, time, timer, log);
    wakening.lets(governor::letAllGo);
    QuotaLog quotaLog = new QuotaLog(settings, time, timer, log);
    governor.tell(quotaLog);
    EngineView view = new JvmView(governor, log);
    Telemetry telemetry =
        new Telemetry(jars, glueJar, view, settings, properties, System.getenv(), log);
    Interceptions interceptions = new Interceptions();
    ControlDesk desk = new ControlDesk(governor, interceptions, log);
    Management management = new Management(desk, log);
    governor.tell(management);
    configured.watch(enabled -> desk.switchTo(enabled, "the configuration file"));
    AnswerCache cache = answers(settings, time, timer, log);
    Glue glue =
        new Glue(glueJar, governor, cache, telemetry, quotaLog.calls(), log, management::register);
    MethodScopes scopes = new MethodScopes(governor, log);
    Dispatcher.define(instrumentation).connect(new Linker(glue, scopes, log).handle());
    return new RunningAgent(new Weaver(log, interceptions), desk);
  }

  private static Timer timer(TimeSource time, Wakening wakening) {
    Pacemaker pacemaker = new Pacemaker(time);
    return (nanoTime, task) ->
        Detached.run(() -> pacemaker.schedule(nanoTime, wakening.guarded(task)));
  }

  /** One for the JVM: a quota is one, however many applications use it. */
  private static Governor governor(
      Settings settings, NestedJars jars, TimeSource time, Timer timer, Log log) {
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    Secrets secrets = new KeptSecrets(System.getenv(), time, log::seldom);
    Cluster cluster = ClusterStart.begin(settings.cluster(), jars, time, timer, log);
    Bookkeeper days = cluster == null ? KeptDays.open(settings, time, timer, log) : null;
    return new Governor(settings, time, timer, random, days, secrets, cluster);
  }

  /** One for the JVM, too: what one application has asked, another one of the same key may have. */
  private static AnswerCache answers(Settings settings, TimeSource time, Timer timer, Log log) {
    KeptAnswers answers =
        new KeptAnswers(
            settings.cache(),
            time,
            timer,
            log::seldom,
            fault -> log.fault("a call was answered without the cache", fault));
    if (settings.cache().directory() != null) {
      JvmEnd.then(answers::close);
    }
    return answers.cache();
  }

  private static Map<String, String> systemProperties() {
    Properties properties = System.getProperties();
    Map<String, String> copy = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      copy.put(name, properties.getProperty(name));
    }
    return copy;
  }
}
