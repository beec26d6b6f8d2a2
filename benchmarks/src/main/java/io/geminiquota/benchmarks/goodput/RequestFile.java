package io.geminiquota.benchmarks.goodput;

import io.geminiquota.testkit.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The requests of a run, for whoever wants to know why it went as it did. */
final class RequestFile {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader("arrival_ms", "tokens", "status").get();

  private RequestFile() {}

  /** Writes them, with arrivals in milliseconds from the start. */
  static void write(Path file, List<RequestRecord> requests, long startNanos) throws IOException {
    try (CSVPrinter records = new CSVPrinter(Files.newBufferedWriter(file), FORMAT)) {
      for (RequestRecord request : requests) {
        records.printRecord(
            String.format(Locale.ROOT, "%.1f", (request.arrivalNanos() - startNanos) / 1e6),
            request.inputTokens(),
            request.status());
      }
    }
  }
}
