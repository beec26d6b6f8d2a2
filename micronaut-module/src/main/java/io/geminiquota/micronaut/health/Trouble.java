package io.geminiquota.micronaut.health;

import io.geminiquota.engine.observe.Closure;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.QuotaUse;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Something that keeps calls from succeeding for longer than they wait, as a person reads it. */
final class Trouble {

  private final Map<String, Object> details = new LinkedHashMap<>();

  private Trouble() {}

  static List<Map<String, Object>> of(EngineState state) {
    return Stream.concat(
            state.gates().stream().filter(GateState::isDayUsedUp).map(Trouble::usedUp),
            state.circuits().stream().map(Trouble::open))
        .map(trouble -> trouble.details)
        .toList();
  }

  private static Trouble usedUp(GateState gate) {
    Trouble trouble = new Trouble();
    if (gate.name() instanceof GateName.OfModel of) {
      trouble.put("project", of.project());
      trouble.put("model", of.model());
    } else {
      trouble.put("budget", gate.name().id());
    }
    gate.uses().stream()
        .filter(QuotaUse::isDayUsedUp)
        .findFirst()
        .ifPresent(
            use -> {
              trouble.put("quota", quota(use));
              trouble.put("until", use.ends());
            });
    Closure closed = gate.closed();
    trouble.put(
        "advice",
        closed != null && closed.advice() != null
            ? closed.advice()
            : "Wait until then, ask another model, or raise the limit.");
    return trouble;
  }

  private static String quota(QuotaUse use) {
    String what = use.dimension().name().toLowerCase(Locale.ROOT) + " per day";
    return use.quota() == null ? what : use.quota().limit() + " " + what;
  }

  private static Trouble open(OpenCircuit circuit) {
    Trouble trouble = new Trouble();
    trouble.put("circuit", circuit.id());
    trouble.put("project", circuit.project());
    trouble.put("model", circuit.model());
    trouble.put("verdict", circuit.verdict().kind());
    trouble.put("nextProbe", circuit.nextProbe().truncatedTo(ChronoUnit.SECONDS));
    trouble.put("advice", circuit.advice());
    return trouble;
  }

  private void put(String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value.toString());
    }
  }
}
