package io.geminiquota.engine;

import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.policy.ModelName;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Service;
import java.time.Instant;

/**
 * Whose quota a call uses: Google counts per project and model, at Vertex AI apart from the
 * Developer API, and counts what a model is asked for in different buckets.
 */
record GateKey(boolean vertex, String project, String model, Operation bucket) {

  /** What is kept of it of one day. */
  DayKey day(Instant ends) {
    return new DayKey(project, model, vertex ? "VERTEX_" + bucket : bucket.name(), ends);
  }

  /** What it is called in all JVMs of a cluster. */
  String shared() {
    return String.join("/", vertex ? "vertex" : "gemini", project, model, bucket.name());
  }

  /** What its gate is called. */
  GateName name(Service service) {
    return new GateName.OfModel(service, project, model, bucket);
  }

  static GateKey of(GeminiCall call) {
    Operation bucket =
        switch (call.operation()) {
          case GENERATE_CONTENT, CHAT, INTERACTION -> Operation.GENERATE_CONTENT;
          default -> call.operation();
        };
    return new GateKey(
        call.service() == Service.VERTEX, call.route().project(), call.route().model(), bucket);
  }

  /** The same in another project. */
  GateKey inProject(String other) {
    return new GateKey(vertex, other, model, bucket);
  }

  /** The same for another model; this if it is only spelled otherwise. */
  GateKey ofModel(String other) {
    return ModelName.canonical(other).equals(ModelName.canonical(model))
        ? this
        : new GateKey(vertex, project, other, bucket);
  }
}
