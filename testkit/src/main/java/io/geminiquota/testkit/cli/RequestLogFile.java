package io.geminiquota.testkit.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.geminiquota.testkit.RequestRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** One JSON line for each answered request, handed to the operating system at once. */
final class RequestLogFile implements AutoCloseable {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Writer lines;
  private final PrintWriter complaints;
  private boolean broken;

  private RequestLogFile(Writer lines, PrintWriter complaints) {
    this.lines = lines;
    this.complaints = complaints;
  }

  static RequestLogFile nowhere() {
    return new RequestLogFile(Writer.nullWriter(), new PrintWriter(Writer.nullWriter()));
  }

  /** Begins an empty file. */
  static RequestLogFile at(Path file, PrintWriter complaints) throws IOException {
    try {
      return new RequestLogFile(Files.newBufferedWriter(file), complaints);
    } catch (IOException e) {
      throw new IOException("cannot write the log " + file + ": " + e.getMessage(), e);
    }
  }

  /** A log that can no longer be written is told of once; the simulator runs on. */
  synchronized void write(RequestRecord request) {
    if (broken) {
      return;
    }
    try {
      lines.write(line(request));
      lines.flush();
    } catch (IOException e) {
      broken = true;
      complaints.println("the log ends here, it cannot be written any more: " + e.getMessage());
      complaints.flush();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    lines.close();
  }

  private static String line(RequestRecord request) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("arrivalNanos", request.arrivalNanos());
      json.writeNumberField("answeredNanos", request.answeredNanos());
      json.writeStringField("project", request.project());
      json.writeStringField("model", request.model());
      json.writeStringField("operation", request.operation());
      json.writeNumberField("status", request.status());
      json.writeStringField("verdict", request.verdict().name());
      json.writeNumberField("inputTokens", request.inputTokens());
      json.writeArrayFieldStart("quotaIds");
      for (String quotaId : request.quotaIds()) {
        json.writeString(quotaId);
      }
      json.writeEndArray();
      if (request.retryAfter().isPresent()) {
        json.writeNumberField("retryAfterNanos", request.retryAfter().get().toNanos());
      }
      json.writeEndObject();
    }
    return line + "\n";
  }
}
