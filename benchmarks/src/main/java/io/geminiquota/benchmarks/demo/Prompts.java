package io.geminiquota.benchmarks.demo;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/** The sample's prompts, as many as are wanted. */
record Prompts(List<String> texts) {

  static Prompts read(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser records = format.parse(reader)) {
      return new Prompts(records.stream().map(record -> record.get("prompt")).toList());
    }
  }

  /** Writes a file with this many prompts, the same ones again where there are too few. */
  Path write(Path file, int count) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader("id", "prompt").get();
    try (CSVPrinter records = new CSVPrinter(Files.newBufferedWriter(file), format)) {
      for (int i = 0; i < count; i++) {
        records.printRecord(i + 1, texts.get(i % texts.size()));
      }
    }
    return file;
  }
}
