package io.geminiquota.adapters.cache;

import io.geminiquota.engine.TimeSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How much all answers of a directory take. Now and then, and when it is too much, what has expired
 * is removed, and of the rest what expires first. Files that are not ours are never touched. For
 * one thread at a time.
 */
final class DiskSpace {

  private static final Pattern ANSWER = Pattern.compile("[0-9a-f]{64}\\.answer");
  private static final Pattern UNFINISHED = Pattern.compile("[0-9a-f]{64}\\.\\d+-\\d+\\.tmp");

  /** A JVM that was killed left it behind. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** Other JVMs write, too. */
  private static final int WRITES_BETWEEN_LOOKS = 256;

  private final Path directory;
  private final long most;
  private final TimeSource time;
  private long used;
  private int writes;

  DiskSpace(Path directory, long most, TimeSource time) {
    this.directory = directory;
    this.most = most;
    this.time = time;
  }

  void added(long bytes) throws IOException {
    used += bytes;
    writes++;
    if (used > most || writes >= WRITES_BETWEEN_LOOKS) {
      sweep();
    }
  }

  void sweep() throws IOException {
    writes = 0;
    used = 0;
    Instant now = time.now();
    List<Kept> kept = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        look(file, now, kept);
      }
    }
    if (used > most) {
      kept.sort(Comparator.comparing(Kept::expires));
      // Not to the brim, or every answer would need another look.
      makeRoom(kept, most - most / 10);
    }
  }

  private void look(Path file, Instant now, List<Kept> kept) throws IOException {
    String name = String.valueOf(file.getFileName());
    boolean answer = ANSWER.matcher(name).matches();
    if (!answer && !UNFINISHED.matcher(name).matches()) {
      return;
    }
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return;
    }
    Instant changed = attributes.lastModifiedTime().toInstant();
    Instant end = answer ? changed : changed.plus(ABANDONED);
    if (!now.isBefore(end)) {
      Files.deleteIfExists(file);
    } else {
      used += attributes.size();
      kept.add(new Kept(file, end, attributes.size()));
    }
  }

  private void makeRoom(List<Kept> kept, long goal) throws IOException {
    for (Kept next : kept) {
      if (used <= goal) {
        return;
      }
      Files.deleteIfExists(next.file());
      used -= next.size();
    }
  }

  private record Kept(Path file, Instant expires, long size) {}
}
