package io.geminiquota.agent.core.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.geminiquota.agent.core.weave.Interceptions.Interception;
import io.geminiquota.engine.observe.Closure;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.QuotaUse;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A status for a program: one JSON object, in ASCII, on one line. What is not known is null. */
final class StatusJson {

  private final JsonGenerator json;

  private StatusJson(JsonGenerator json) {
    this.json = json;
  }

  static String of(Status status) throws IOException {
    JsonFactory factory =
        new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    StringWriter out = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(out)) {
      new StatusJson(json).write(status);
    }
    return out.append('\n').toString();
  }

  private void write(Status status) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("enabled", status.enabled());
    text("at", status.engine().at());
    json.writeArrayFieldStart("libraries");
    for (Interception library : status.libraries()) {
      library(library);
    }
    json.writeEndArray();
    json.writeNumberField("annotated_classes", status.annotatedClasses());
    json.writeArrayFieldStart("gates");
    for (GateState gate : status.engine().gates()) {
      gate(gate);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("circuits");
    for (OpenCircuit circuit : status.engine().circuits()) {
      circuit(circuit);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("settings");
    for (Map.Entry<String, String> setting : status.settings().entrySet()) {
      json.writeStringField(setting.getKey(), setting.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("faults");
    json.writeNumberField("count", status.faults().count());
    text("last", status.faults().last());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void library(Interception library) throws IOException {
    json.writeStartObject();
    text("library", library.library());
    text("location", library.location());
    text("class_loader", library.loader());
    json.writeBooleanField("woven", library.refused() == null);
    text("refused", library.refused());
    json.writeNumberField("times", library.times());
    json.writeEndObject();
  }

  private void gate(GateState gate) throws IOException {
    json.writeStartObject();
    text("id", gate.name().id());
    GateName.OfModel model = gate.name() instanceof GateName.OfModel named ? named : null;
    text("project", model == null ? null : model.project());
    text("model", model == null ? null : model.model());
    json.writeNumberField("waiting", gate.waiting());
    json.writeNumberField("under_way", gate.underWay());
    json.writeNumberField("open", gate.open());
    number("concurrency", gate.concurrency());
    json.writeArrayFieldStart("quotas");
    for (QuotaUse use : gate.uses()) {
      use(use);
    }
    json.writeEndArray();
    Closure closed = gate.closed();
    text("closed", closed == null ? null : name(closed.reason()));
    text("opens", closed == null ? null : closed.opens());
    text("advice", closed == null ? null : closed.advice());
    json.writeEndObject();
  }

  private void use(QuotaUse use) throws IOException {
    json.writeStartObject();
    text("dimension", name(use.dimension()));
    text("window", name(use.window()));
    number("limit", use.quota() == null ? null : use.quota().limit());
    text("origin", use.quota() == null ? null : name(use.quota().origin()));
    json.writeNumberField("used", use.used());
    number("share", use.share());
    number("remaining", use.remaining());
    text("ends", use.ends());
    text("exhausted", use.exhausted());
    json.writeEndObject();
  }

  private void circuit(OpenCircuit circuit) throws IOException {
    json.writeStartObject();
    text("id", circuit.id());
    text("subject", name(circuit.subject()));
    text("project", circuit.project());
    text("model", circuit.model());
    text("kind", circuit.verdict().kind());
    text("since", circuit.since());
    text("next_probe", circuit.nextProbe());
    text("advice", circuit.advice());
    json.writeEndObject();
  }

  private void text(String field, @Nullable Object value) throws IOException {
    json.writeStringField(field, value == null ? null : Objects.toString(value));
  }

  private void number(String field, @Nullable Long value) throws IOException {
    json.writeFieldName(field);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value);
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
