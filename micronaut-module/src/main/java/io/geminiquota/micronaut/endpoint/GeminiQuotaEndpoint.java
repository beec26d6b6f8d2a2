package io.geminiquota.micronaut.endpoint;

import io.geminiquota.engine.Governor;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.micronaut.QuotaEngine;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Internal;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.management.endpoint.annotation.Read;
import io.micronaut.management.endpoint.annotation.Selector;
import io.micronaut.management.endpoint.annotation.Write;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows quotas, their use and open circuits, and resets circuits. Sensitive, unless configured. */
@Internal
@Endpoint(id = "gemini-quota")
@RequiresGeminiQuota
@Requires(classes = Endpoint.class)
final class GeminiQuotaEndpoint {

  private final Governor governor;

  GeminiQuotaEndpoint(QuotaEngine engine) {
    this.governor = engine.governor();
  }

  /** What stands at all gates. */
  @Read
  Map<String, Object> everything() {
    return QuotaReport.of(governor.state());
  }

  /**
   * What stands at the gates of a model, in whatever project.
   *
   * @param model under whatever name calls were made with
   * @return null, which is a 404, if no call asked for it, and no circuit is about it
   */
  @Read
  @Nullable Map<String, Object> ofModel(@Selector String model) {
    EngineState state = governor.state();
    EngineState ofModel =
        new EngineState(
            state.at(),
            state.gates().stream().filter(gate -> isOf(gate, model)).toList(),
            state.circuits().stream().filter(circuit -> model.equals(circuit.model())).toList());
    boolean unknown = ofModel.gates().isEmpty() && ofModel.circuits().isEmpty();
    return unknown ? null : QuotaReport.of(ofModel);
  }

  /**
   * Closes a circuit: the next call is sent.
   *
   * @param circuit its id
   * @return null, which is a 404, if no such circuit is open
   */
  @Write
  @Nullable Map<String, Object> reset(@Selector String circuit) {
    return governor.reset(circuit) ? Map.of("reset", circuit) : null;
  }

  private static boolean isOf(GateState gate, String model) {
    return gate.aliases().contains(model)
        || (gate.name() instanceof GateName.OfModel of && of.model().equals(model));
  }
}
