package io.geminiquota.benchmarks.goodput;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Every run's figures, one JSON object a line, written as soon as they are known. */
final class RawFile {

  private final Path file;
  private final long seed;
  private final JsonFactory json = new JsonFactory();

  private RawFile(Path file, long seed) {
    this.file = file;
    this.seed = seed;
  }

  /**
   * Makes a new, empty file.
   *
   * @param seed what the loads are drawn from
   */
  static RawFile create(Path file, long seed) throws IOException {
    Files.deleteIfExists(file);
    return new RawFile(Files.createFile(file), seed);
  }

  void add(Result result) throws IOException {
    Files.writeString(file, line(result) + "\n", StandardOpenOption.APPEND);
  }

  private String line(Result result) throws IOException {
    Entry entry = result.entry();
    Figures figures = result.figures();
    StringWriter line = new StringWriter();
    try (JsonGenerator object = json.createGenerator(line)) {
      object.writeStartObject();
      object.writeStringField("scenario", entry.scenario().id());
      object.writeStringField("contestant", entry.contestant().id());
      object.writeNumberField("run", entry.number());
      object.writeNumberField("seed", seed);
      object.writeNumberField("minute_ms", entry.scenario().quota().minute().toMillis());
      object.writeNumberField("limit", entry.scenario().quota().limit());
      object.writeNumberField("calls", figures.calls());
      object.writeNumberField("sent", figures.sent());
      object.writeNumberField("rejected", figures.rejected());
      object.writeNumberField("rejected_later", figures.rejectedLater());
      object.writeNumberField("lost", figures.lost());
      object.writeNumberField("makespan_ns", figures.makespanNanos());
      object.writeNumberField("dictated_ns", figures.dictatedNanos());
      object.writeNumberField("p50_wait_ns", figures.p50WaitNanos());
      object.writeNumberField("p99_wait_ns", figures.p99WaitNanos());
      object.writeNumberField("fifo_p99_wait_ns", figures.idealP99WaitNanos());
      object.writeEndObject();
    }
    return line.toString();
  }
}
