package io.geminiquota.engine.classify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the details of an error: {@code QuotaFailure}, {@code ErrorInfo}, {@code RetryInfo}. They
 * are told apart by their fields alone, because the names of their types are often damaged.
 */
final class JsonDetailsReader {

  private final JsonParser parser;
  private final ErrorBody body;

  JsonDetailsReader(JsonParser parser, ErrorBody body) {
    this.parser = parser;
    this.body = body;
  }

  /** Reads the value at which the parser stands, and moves behind it. */
  void read() throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        read();
      }
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        switch (field) {
          case "violations" -> violations();
          case "metadata" -> metadata();
          case "retryDelay" -> retryInfo(value);
          case "reason" -> {
            if (value == JsonToken.VALUE_STRING && Names.isConstant(parser.getText())) {
              body.reason(parser.getText());
            }
          }
          default -> parser.skipChildren();
        }
      }
    }
  }

  private void violations() throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        violations();
      }
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      QuotaNote note = quota();
      if (note.metric != null || note.id != null) {
        note.complete = true;
        body.detail(note);
      }
    }
  }

  private QuotaNote quota() throws IOException {
    QuotaNote note = new QuotaNote();
    boolean unreadable = false;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (field) {
        case "quotaMetric" -> note.metric = name(value);
        case "quotaId" -> note.id = name(value);
        case "quotaValue" -> {
          note.limit = limit(value);
          unreadable = note.limit == null;
        }
        case "quotaDimensions" -> {
          note.dimensions = value == JsonToken.START_OBJECT;
          note.model = model();
        }
        default -> parser.skipChildren();
      }
    }
    note.dimensions &= !unreadable;
    return note;
  }

  private @Nullable String model() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    String model = null;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (field.equals("model") && value == JsonToken.VALUE_STRING) {
        model = Names.isModel(parser.getText()) ? parser.getText() : null;
      } else {
        parser.skipChildren();
      }
    }
    return model;
  }

  /** The metadata of an {@code ErrorInfo}; in 2024 they named the quota. */
  private void metadata() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    QuotaNote note = new QuotaNote();
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (value != JsonToken.VALUE_STRING) {
        parser.skipChildren();
        continue;
      }
      String text = parser.getText();
      switch (field) {
        case "quota_metric" -> note.metric = name(value);
        case "quota_limit" -> note.id = name(value);
        case "quota_limit_value" -> note.limit = limit(value);
        case "consumer" -> body.project(text, ErrorBody.Rank.DETAIL);
        case "model" -> body.model(text, ErrorBody.Rank.DETAIL);
        case "quotaResetDelay" -> body.retryHint(Durations.at(text, 0));
        default -> {}
      }
    }
    if (note.metric != null || note.id != null) {
      body.detail(note);
    }
  }

  private void retryInfo(JsonToken value) throws IOException {
    if (value.isScalarValue()) {
      body.retryInfo(Durations.orSecondsAt(parser.getText(), 0));
    } else if (value == JsonToken.START_OBJECT) {
      long seconds = 0;
      long nanos = 0;
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        boolean scalar = parser.nextToken().isScalarValue();
        long number = scalar ? number(parser.getText()) : skipped();
        seconds = field.equals("seconds") ? number : seconds;
        nanos = field.equals("nanos") ? number : nanos;
      }
      body.retryInfo(Durations.ofSeconds(seconds, nanos));
    } else {
      parser.skipChildren();
    }
  }

  private @Nullable String name(JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      return Names.mayNameQuota(parser.getText()) ? parser.getText() : null;
    }
    parser.skipChildren();
    return null;
  }

  private @Nullable Long limit(JsonToken value) throws IOException {
    if (!value.isScalarValue()) {
      parser.skipChildren();
      return null;
    }
    long number = number(parser.getText());
    return number < 0 ? null : number;
  }

  private long skipped() throws IOException {
    parser.skipChildren();
    return -1;
  }

  /** A whole number written as a number or as a string, -1 for anything else. */
  static long number(String text) {
    if (text.isEmpty() || text.length() > 19) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Names.isDigit(c)) {
        return -1;
      }
      if (number > (Long.MAX_VALUE - 9) / 10) {
        return Long.MAX_VALUE;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
