package io.geminiquota.micronaut.endpoint;

import io.geminiquota.engine.observe.Closure;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.QuotaUse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state as a tree of maps, lists, numbers and texts, which every JSON library can write; what is
 * not known or not so is left out.
 */
final class QuotaReport {

  private final Map<String, Object> fields = new LinkedHashMap<>();

  private QuotaReport() {}

  static Map<String, Object> of(EngineState state) {
    return new QuotaReport()
        .put("at", state.at())
        .put("gates", state.gates().stream().map(QuotaReport::gate).toList())
        .put("circuits", state.circuits().stream().map(QuotaReport::circuit).toList())
        .fields;
  }

  private static Map<String, Object> gate(GateState gate) {
    QuotaReport report = new QuotaReport();
    if (gate.name() instanceof GateName.OfModel of) {
      report.put("project", of.project()).put("model", of.model()).put("operation", of.operation());
    } else if (gate.name() instanceof GateName.OfBudget of) {
      report.put("budget", of.name());
    }
    return report
        .putSome("aliases", gate.aliases())
        .put("waiting", gate.waiting())
        .put("underWay", gate.underWay())
        .put("open", gate.open())
        .put("concurrency", gate.concurrency())
        .put("quotas", gate.uses().stream().map(QuotaReport::quota).toList())
        .put("closed", gate.closed() == null ? null : closed(gate.closed()))
        .fields;
  }

  private static Map<String, Object> quota(QuotaUse use) {
    QuotaReport report =
        new QuotaReport().put("dimension", use.dimension()).put("window", use.window());
    if (use.quota() != null) {
      report
          .put("limit", use.quota().limit())
          .put("origin", use.quota().origin())
          .put("id", use.quota().id());
    }
    return report
        .put("used", use.used())
        .put("share", use.share())
        .put("remaining", use.remaining())
        .put("ends", use.ends())
        .put("exhausted", use.exhausted())
        .fields;
  }

  private static Map<String, Object> closed(Closure closure) {
    return new QuotaReport()
        .put("reason", closure.reason())
        .put("opens", closure.opens())
        .put("advice", closure.advice())
        .fields;
  }

  private static Map<String, Object> circuit(OpenCircuit circuit) {
    return new QuotaReport()
        .put("id", circuit.id())
        .put("subject", circuit.subject())
        .put("credential", circuit.credential())
        .put("project", circuit.project())
        .put("model", circuit.model())
        .put("operation", circuit.operation())
        .put("baseUrl", circuit.baseUrl())
        .put("verdict", circuit.verdict().kind().name())
        .put("advice", circuit.advice())
        .put("since", circuit.since())
        .put("seen", circuit.seen())
        .put("nextProbe", circuit.nextProbe())
        .fields;
  }

  private QuotaReport put(String name, @Nullable Object value) {
    if (value instanceof Enum<?> word) {
      fields.put(name, word.name().toLowerCase(Locale.ROOT));
    } else if (value instanceof Instant instant) {
      fields.put(name, instant.truncatedTo(ChronoUnit.SECONDS).toString());
    } else if (value != null) {
      fields.put(name, value);
    }
    return this;
  }

  private QuotaReport putSome(String name, Collection<?> values) {
    return values.isEmpty() ? this : put(name, values);
  }
}
