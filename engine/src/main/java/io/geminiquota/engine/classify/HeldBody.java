package io.geminiquota.engine.classify;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The body of a 429 that Google did not send: the call was held and then given up. */
final class HeldBody {

  private static final String TYPE = "type.googleapis.com/google.rpc.";

  private final @Nullable Violation quota;
  private final String wait;

  HeldBody(@Nullable Violation quota, Duration wait) {
    this.quota = quota;
    this.wait = wholeSeconds(wait);
  }

  String write(String suffix) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = JsonErrorReader.JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("error");
      json.writeNumberField("code", 429);
      json.writeStringField("message", message() + suffix);
      json.writeStringField("status", "RESOURCE_EXHAUSTED");
      json.writeArrayFieldStart("details");
      if (quota != null) {
        writeQuotaFailure(json, quota);
      }
      startDetail(json, "ErrorInfo");
      json.writeStringField("reason", "GEMINI_QUOTA_HELD");
      json.writeStringField("domain", "geminiquota.io");
      json.writeEndObject();
      startDetail(json, "RetryInfo");
      json.writeStringField("retryDelay", wait);
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("Writing to memory does not fail", impossible);
    }
    return text.toString();
  }

  /** In Google's own words where they fit, for those who read them with a program. */
  private String message() {
    StringBuilder message = new StringBuilder("Not sent: no quota within the time of this call.");
    if (quota != null && quota.quotaMetric() != null) {
      message.append("\n* Quota exceeded for metric: ").append(quota.quotaMetric());
      if (quota.limit() != null) {
        message.append(", limit: ").append(quota.limit());
      }
      if (quota.model() != null) {
        message.append(", model: ").append(quota.model());
      }
    }
    return message.append("\nPlease retry in ").append(wait).append('.').toString();
  }

  private static void writeQuotaFailure(JsonGenerator json, Violation quota) throws IOException {
    startDetail(json, "QuotaFailure");
    json.writeArrayFieldStart("violations");
    json.writeStartObject();
    if (quota.quotaMetric() != null) {
      json.writeStringField("quotaMetric", quota.quotaMetric());
    }
    if (quota.quotaId() != null) {
      json.writeStringField("quotaId", quota.quotaId());
    }
    if (quota.limit() != null) {
      // Dimensions without a value would mean a limit of zero.
      if (quota.model() != null) {
        json.writeObjectFieldStart("quotaDimensions");
        json.writeStringField("model", quota.model());
        json.writeEndObject();
      }
      json.writeStringField("quotaValue", quota.limit().toString());
    }
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void startDetail(JsonGenerator json, String type) throws IOException {
    json.writeStartObject();
    json.writeStringField("@type", TYPE + type);
  }

  /** Rounded up: who comes back when told so must find room. */
  private static String wholeSeconds(Duration wait) {
    Duration whole = wait.truncatedTo(ChronoUnit.SECONDS);
    long seconds = whole.toSeconds() + (whole.equals(wait) ? 0 : 1);
    return Math.max(seconds, 0) + "s";
  }
}
