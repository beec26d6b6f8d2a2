package io.geminiquota.adapters.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.geminiquota.engine.DayKey;
import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.limit.UsedUp;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the pages of all ledgers as JSON that a person can read. */
final class LedgerJson {

  static final int VERSION = 1;
  static final JsonFactory JSON = new JsonFactory();

  private LedgerJson() {}

  static void write(Map<DayKey, DayPage> pages, OutputStream to) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(to)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeNumberField("version", VERSION);
      json.writeArrayFieldStart("days");
      for (Map.Entry<DayKey, DayPage> day : pages.entrySet()) {
        writeDay(day.getKey(), day.getValue(), json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void writeDay(DayKey key, DayPage page, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("project", key.project());
    json.writeStringField("model", key.model());
    json.writeStringField("bucket", key.bucket());
    json.writeStringField("ends", key.ends().toString());
    json.writeNumberField("requests", page.requests());
    json.writeNumberField("tokens", page.tokens());
    json.writeNumberField("images", page.images());
    if (!page.limits().isEmpty()) {
      json.writeArrayFieldStart("limits");
      for (Quota quota : page.limits()) {
        json.writeStartObject();
        json.writeStringField("counts", quota.dimension().name());
        json.writeNumberField("limit", quota.limit());
        writeText("metric", quota.metric(), json);
        writeText("id", quota.id(), json);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    UsedUp usedUp = page.usedUp();
    if (usedUp != null) {
      writeUsedUp(usedUp, json);
    }
    json.writeEndObject();
  }

  private static void writeUsedUp(UsedUp usedUp, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("usedUp");
    json.writeStringField("kind", usedUp.kind().name());
    json.writeStringField("said", usedUp.said().toString());
    json.writeStringField("until", usedUp.until().toString());
    writeText("model", usedUp.model(), json);
    writeText("metric", usedUp.metric(), json);
    writeText("id", usedUp.id(), json);
    if (usedUp.limit() != null) {
      json.writeNumberField("limit", usedUp.limit());
    }
    json.writeEndObject();
  }

  private static void writeText(String name, @Nullable String text, JsonGenerator json)
      throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }
}
