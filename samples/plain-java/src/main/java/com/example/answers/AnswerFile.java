package com.example.answers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A CSV file with the columns {@code id}, {@code answer} and {@code error}. */
final class AnswerFile implements AutoCloseable {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader("id", "answer", "error").get();

  private final CSVPrinter records;

  AnswerFile(Path file) throws IOException {
    records = new CSVPrinter(Files.newBufferedWriter(file), FORMAT);
  }

  /** Puts an answer on the disk at once: what has been paid for is not lost when the run is. */
  void write(Answer answer) throws IOException {
    records.printRecord(answer.promptId(), answer.text(), answer.error());
    records.flush();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
