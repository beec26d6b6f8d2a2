package io.geminiquota.engine;

import io.geminiquota.engine.policy.RouteSettings;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.Backend;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.Service;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * An application that asks one model of one project, and the other ways that its settings name:
 * each project and model is a server of its own.
 */
final class VirtualProjects implements VirtualBackend {

  static final String URL = "https://generativelanguage.googleapis.com";
  static final String MODEL = "gemini-x";
  static final GeminiCall CALL =
      new GeminiCall(
          Service.GEMINI,
          new Route("own", MODEL, URL),
          "key-01234567",
          Operation.GENERATE_CONTENT,
          false,
          true);

  final VirtualTime time = new VirtualTime();
  final Governor governor;
  final VirtualCalls calls;

  /** How many requests reached each project and model, and how many of them failed. */
  final Map<String, Integer> received = new TreeMap<>();

  final Map<String, Integer> failed = new TreeMap<>();

  private final Map<String, VirtualBackend> servers = new LinkedHashMap<>();

  /**
   * @param arguments settings as the agent takes them
   */
  VirtualProjects(
      String arguments, List<Backend> backends, List<String> fallback, int seed, Duration latency) {
    Settings read = SettingsReader.read(arguments, Map.of(), Map.of()).settings();
    RouteSettings routes =
        new RouteSettings(backends, Map.of(MODEL, fallback), Duration.ofSeconds(30));
    Settings settings =
        new Settings(
            read.enabled(),
            read.limits(),
            read.retries(),
            read.maxWait(),
            read.queue(),
            read.minute(),
            read.quotaZone(),
            read.stateDir(),
            read.project(),
            routes,
            read.cache(),
            read.cluster(),
            read.sdkRetries(),
            read.log(),
            read.otlpEndpoint());
    Random random = new Random(seed);
    governor = new Governor(settings, time, time, random);
    calls = new VirtualCalls(time, governor, this, random, latency);
    calls.usual = CALL;
  }

  static Backend project(String name, int weight) {
    return backend(name, URL, weight, false);
  }

  static Backend relay() {
    return backend("relay", "https://relay.example.com", 1, true);
  }

  private static Backend backend(String name, String url, int weight, boolean lastResort) {
    SecretReference key = new SecretReference(SecretReference.Kind.LITERAL, "key of " + name);
    Service service = lastResort ? Service.UNKNOWN : Service.GEMINI;
    return new Backend(name, name, service, url, null, key, false, weight, lastResort);
  }

  /** From now on, so are the requests of a project for a model answered. */
  void answers(String project, String model, VirtualBackend server) {
    servers.put(project + " " + model, server);
  }

  int received(String project, String model) {
    return received.getOrDefault(project + " " + model, 0);
  }

  int failed(String project, String model) {
    return failed.getOrDefault(project + " " + model, 0);
  }

  @Override
  public Failure receive(GeminiCall call) {
    String who = call.route().project() + " " + call.route().model();
    received.merge(who, 1, Integer::sum);
    VirtualBackend server = servers.get(who);
    Failure failure = server == null ? null : server.receive(call);
    if (failure != null) {
      failed.merge(who, 1, Integer::sum);
    }
    return failure;
  }
}
