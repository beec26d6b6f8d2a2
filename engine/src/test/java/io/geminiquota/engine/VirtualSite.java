package io.geminiquota.engine;

import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** An application in virtual time, in front of a backend whose mood a test sets. */
final class VirtualSite {

  final VirtualTime time = new VirtualTime();
  final VirtualCalls calls;
  final Governor governor;

  /** When requests reached the backend, since the beginning. */
  final List<Duration> requests = new ArrayList<>();

  private Function<GeminiCall, VirtualBackend.Failure> mood = call -> null;

  /**
   * @param arguments settings as the agent takes them
   */
  VirtualSite(String arguments, int seed) {
    Settings settings = SettingsReader.read(arguments, Map.of(), Map.of()).settings();
    Random random = new Random(seed);
    governor = new Governor(settings, time, time, random);
    calls = new VirtualCalls(time, governor, this::receive, random, Duration.ofMillis(100));
  }

  /** From now on, requests fail so, or succeed when the answer is null. */
  void answers(Function<GeminiCall, VirtualBackend.Failure> newMood) {
    mood = newMood;
  }

  /** Makes a call of some kind every so often for some time. */
  void callEvery(Duration pause, Duration length, GeminiCall call) {
    long times = length.toNanos() / pause.toNanos();
    for (long i = 0; i < times; i++) {
      calls.one(call);
      time.advance(pause);
    }
  }

  private VirtualBackend.Failure receive(GeminiCall call) {
    requests.add(time.elapsed());
    return mood.apply(call);
  }

  static GeminiCall call(String project, String model, String credential) {
    Route route = new Route(project, model, "https://example.com");
    return new GeminiCall(
        Service.GEMINI, route, credential, Operation.GENERATE_CONTENT, false, true);
  }
}
