package io.geminiquota.agent.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Violation;
import io.geminiquota.engine.classify.Window;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes verdicts as JSON, one object to a line, in ASCII. What is not known is null. */
final class VerdictJson {

  private final JsonGenerator json;

  VerdictJson(Writer out) throws IOException {
    JsonFactory factory =
        new JsonFactoryBuilder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .rootValueSeparator("")
            .build();
    json = factory.createGenerator(out);
  }

  /** One line: the ten fields of a verdict. */
  void line(Verdict verdict, String advice) throws IOException {
    json.writeStartObject();
    fields(verdict, advice);
    endLine();
  }

  /** One line: the fields of a verdict, and where and how often it was found. */
  void line(Finding finding, String advice) throws IOException {
    Verdict verdict = finding.verdict();
    json.writeStartObject();
    fields(verdict, advice);
    json.writeFieldName("http_status");
    if (verdict.httpStatus() == 0) {
      json.writeNull();
    } else {
      json.writeNumber(verdict.httpStatus());
    }
    text("window", name(verdict.window()));
    json.writeArrayFieldStart("violations");
    for (Violation violation : verdict.violations()) {
      violation(violation);
    }
    json.writeEndArray();
    json.writeNumberField("line", finding.lines().get(0));
    json.writeNumberField("count", finding.count());
    endLine();
  }

  private void fields(Verdict verdict, String advice) throws IOException {
    text("kind", verdict.kind().name());
    text("quota_metric", verdict.quotaMetric());
    text("quota_id", verdict.quotaId());
    number("limit", verdict.limit());
    text("model", verdict.model());
    text("project", verdict.project());
    wait(verdict.retryAfter());
    text("retryable", verdict.retryable().name().toLowerCase(Locale.ROOT));
    text("alias", verdict.kind().alias());
    text("advice", advice);
  }

  private void violation(Violation violation) throws IOException {
    json.writeStartObject();
    text("quota_metric", violation.quotaMetric());
    text("quota_id", violation.quotaId());
    text("model", violation.model());
    number("limit", violation.limit());
    text("window", name(violation.window()));
    json.writeEndObject();
  }

  private void wait(@Nullable Duration wait) throws IOException {
    json.writeFieldName("retry_after_s");
    if (wait == null) {
      json.writeNull();
    } else {
      json.writeNumber(seconds(wait));
    }
  }

  /** Seconds with their fraction, if they have one: {@code 22.5}, {@code 60}. */
  static String seconds(Duration wait) {
    BigDecimal whole = BigDecimal.valueOf(wait.getSeconds());
    BigDecimal exact = whole.add(BigDecimal.valueOf(wait.getNano(), 9));
    return wait.getNano() == 0 ? whole.toPlainString() : exact.stripTrailingZeros().toPlainString();
  }

  private static @Nullable String name(Window window) {
    return window == Window.UNKNOWN ? null : window.name().toLowerCase(Locale.ROOT);
  }

  private void text(String field, @Nullable String value) throws IOException {
    json.writeStringField(field, value);
  }

  private void number(String field, @Nullable Long value) throws IOException {
    json.writeFieldName(field);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value);
    }
  }

  private void endLine() throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }
}
