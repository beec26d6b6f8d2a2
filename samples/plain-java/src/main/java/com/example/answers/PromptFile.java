package com.example.answers;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** A CSV file with the columns {@code id} and {@code prompt}. */
final class PromptFile {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private PromptFile() {}

  /**
   * @throws IOException when the file cannot be read, or a column is missing; its message says
   *     which file, and why
   */
  static List<Prompt> read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser records = FORMAT.parse(reader)) {
      if (!records.getHeaderNames().containsAll(List.of("id", "prompt"))) {
        throw new IOException(file + " needs the columns id and prompt in its first line.");
      }
      return records.stream()
          .map(record -> new Prompt(record.get("id"), record.get("prompt")))
          .toList();
    } catch (NoSuchFileException missing) {
      throw new IOException("There is no file " + file + ".", missing);
    } catch (IllegalArgumentException | UncheckedIOException malformed) {
      throw new IOException(file + " is no CSV file: " + malformed.getMessage(), malformed);
    }
  }
}
