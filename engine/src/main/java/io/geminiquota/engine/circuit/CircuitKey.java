package io.geminiquota.engine.circuit;

import io.geminiquota.engine.retry.Treatment;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a failure spares: everything that shares what was wrong, and nothing else.
 *
 * @param treatment one of the three that spare something
 * @param baseUrl the same key or project may be fine at another server
 * @param name of the credential, of the project, or of the project and model
 * @param operation null unless the model's quota is spared: Google counts operations apart
 */
record CircuitKey(Treatment treatment, String baseUrl, String name, @Nullable Operation operation) {

  /** The circuits that a call goes through. */
  static List<CircuitKey> of(GeminiCall call) {
    Route route = call.route();
    List<CircuitKey> keys = new ArrayList<>(3);
    if (call.credential() != null) {
      keys.add(of(Treatment.SPARE_CREDENTIAL, route, call.credential(), null));
    }
    keys.add(of(Treatment.SPARE_PROJECT, route, route.project(), null));
    String model = route.project() + "/" + route.model();
    keys.add(of(Treatment.SPARE_MODEL, route, model, call.operation()));
    return keys;
  }

  private static CircuitKey of(
      Treatment treatment, Route route, String name, @Nullable Operation operation) {
    return new CircuitKey(treatment, route.baseUrl(), name, operation);
  }
}
