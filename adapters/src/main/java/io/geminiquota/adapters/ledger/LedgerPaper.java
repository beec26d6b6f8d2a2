package io.geminiquota.adapters.ledger;

import io.geminiquota.engine.DayKey;
import io.geminiquota.engine.limit.DayPage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file itself: read whole, replaced whole, or set aside. */
final class LedgerPaper {

  private static final int LARGEST = 16 * 1024 * 1024;

  private final Path file;

  LedgerPaper(Path file) {
    this.file = file;
  }

  /**
   * What stands there, null if there is no file.
   *
   * @throws UnusableLedger if that is nothing that we have written
   * @throws IOException if it cannot be read
   */
  @Nullable Map<DayKey, DayPage> read() throws IOException, UnusableLedger {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return null;
    }
    if (!attributes.isRegularFile()) {
      throw UnusableLedger.corrupt("no file");
    }
    byte[] content;
    try (InputStream from = Files.newInputStream(file)) {
      content = from.readNBytes(LARGEST + 1);
    }
    if (content.length == 0) {
      throw UnusableLedger.corrupt("empty");
    }
    if (content.length > LARGEST) {
      throw UnusableLedger.corrupt("larger than 16 MB");
    }
    return LedgerReader.read(content);
  }

  /**
   * Puts a new file in the place of the old one, at once and for good.
   *
   * @param temporary the name to write it under before
   */
  void replace(Map<DayKey, DayPage> pages, Path temporary) throws IOException {
    // One that was left behind by a JVM that was killed may have been made with other rights.
    Files.deleteIfExists(temporary);
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean moved = false;
    try {
      try (FileChannel channel =
              FileChannel.open(temporary, options, PosixRights.ofFile(temporary));
          OutputStream to = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        LedgerJson.write(pages, to);
        to.flush();
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /**
   * Moves away what is there, for a person to look at.
   *
   * @return where it is now
   */
  Path setAside() throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".corrupt");
    return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
  }
}
