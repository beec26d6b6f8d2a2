package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.observe.AlertCount;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaUse;
import io.geminiquota.engine.route.Service;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;

/**
 * Which gate, quota or circuit a number is about.
 *
 * @param projects what projects are called
 */
record GateAttributes(ProjectNames projects) {

  /** All that are beyond those that are counted apart. */
  static final Attributes OTHERS =
      Attributes.of(
          Keys.PROJECT_ID, CallAttributes.OTHER,
          Keys.REQUEST_MODEL, CallAttributes.OTHER,
          Keys.OPERATION_NAME, CallAttributes.OTHER);

  Attributes of(GateName gate) {
    if (gate instanceof GateName.OfModel of) {
      AttributesBuilder attributes =
          Attributes.builder()
              .put(Keys.PROJECT_ID, projects.of(of.project()))
              .put(Keys.OPERATION_NAME, Keys.word(of.operation()));
      if (!of.model().isEmpty()) {
        attributes.put(Keys.REQUEST_MODEL, of.model());
      }
      if (of.service() == Service.VERTEX) {
        attributes.put(Keys.PROVIDER_NAME, Keys.provider(Service.VERTEX));
      }
      return attributes.build();
    }
    String budget = gate instanceof GateName.OfBudget of ? of.name() : gate.id();
    return Attributes.of(Keys.BUDGET, budget);
  }

  Attributes of(GateName gate, QuotaUse use) {
    return of(gate).toBuilder()
        .put(Keys.DIMENSION, Keys.word(use.dimension()))
        .put(Keys.WINDOW, Keys.word(use.window()))
        .build();
  }

  Attributes of(AlertCount alert) {
    AttributesBuilder attributes =
        (alert.gate() == null ? OTHERS : of(alert.gate()))
            .toBuilder()
                .put(Keys.DIMENSION, Keys.word(alert.dimension()))
                .put(Keys.ALERT_CAUSE, Keys.word(alert.cause()));
    if (alert.cause() == QuotaAlert.Cause.REACHED) {
      attributes.put(Keys.ALERT_PERCENT, (long) alert.percent());
    }
    return attributes.build();
  }

  Attributes of(OpenCircuit circuit) {
    AttributesBuilder attributes = Attributes.builder();
    if (circuit.project() != null) {
      attributes.put(Keys.PROJECT_ID, projects.of(circuit.project()));
    }
    if (circuit.model() != null) {
      attributes.put(Keys.REQUEST_MODEL, circuit.model());
    }
    if (circuit.operation() != null) {
      attributes.put(Keys.OPERATION_NAME, Keys.word(circuit.operation()));
    }
    return attributes.build();
  }
}
