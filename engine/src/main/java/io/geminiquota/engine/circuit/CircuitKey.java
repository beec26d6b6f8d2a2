package io.geminiquota.engine.circuit;

import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.retry.Treatment;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
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

  /** What shares the failure. */
  OpenCircuit.Subject subject() {
    return switch (treatment) {
      case SPARE_CREDENTIAL -> OpenCircuit.Subject.CREDENTIAL;
      case SPARE_PROJECT -> OpenCircuit.Subject.PROJECT;
      case SPARE_MODEL -> OpenCircuit.Subject.MODEL;
      default -> throw new IllegalStateException(treatment + " spares nothing");
    };
  }

  /** Names it in an address: what it is about, and a hash of the rest. */
  String id() {
    String all = baseUrl + '\n' + name + '\n' + (operation == null ? "" : operation.name());
    CRC32 hash = new CRC32();
    hash.update(all.getBytes(StandardCharsets.UTF_8));
    String what = subject().name().toLowerCase(Locale.ROOT);
    return what + '-' + HexFormat.of().toHexDigits((int) hash.getValue());
  }

  private static CircuitKey of(
      Treatment treatment, Route route, String name, @Nullable Operation operation) {
    return new CircuitKey(treatment, route.baseUrl(), name, operation);
  }
}
