package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.route.GeminiCall;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;

/**
 * What is known of a call's span before the call is made, but for its project.
 *
 * @param name {@code {operation} {model}}
 * @param attributes of the conventions
 */
record SpanHead(String name, Attributes attributes) {

  static SpanHead of(GeminiCall call) {
    String operation = Keys.word(call.operation());
    String model = call.route().model();
    AttributesBuilder attributes =
        Attributes.builder()
            .put(Keys.OPERATION_NAME, operation)
            .put(Keys.PROVIDER_NAME, Keys.provider(call.service()));
    if (!model.isEmpty()) {
      attributes.put(Keys.REQUEST_MODEL, model);
    }
    if (call.streaming()) {
      attributes.put(Keys.REQUEST_STREAM, true);
    }
    Server server = Server.of(call.route().baseUrl());
    if (server != null) {
      attributes.put(Keys.SERVER_ADDRESS, server.address()).put(Keys.SERVER_PORT, server.port());
    }
    return new SpanHead(model.isEmpty() ? operation : operation + " " + model, attributes.build());
  }
}
