package io.geminiquota.benchmarks.demo;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The answers that the sample wrote. */
record Answers(int succeeded, List<String> errors) {

  Answers {
    errors = List.copyOf(errors);
  }

  /** How many prompts were asked to the end, in one way or the other. */
  int count() {
    return succeeded + errors.size();
  }

  /** Reads them; none where the sample came not so far as to write the file. */
  static Answers read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Answers(0, List.of());
    }
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    int succeeded = 0;
    List<String> errors = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser records = format.parse(reader)) {
      for (CSVRecord record : records) {
        if (record.get("error").isEmpty()) {
          succeeded++;
        } else {
          errors.add(record.get("error"));
        }
      }
    }
    return new Answers(succeeded, errors);
  }
}
