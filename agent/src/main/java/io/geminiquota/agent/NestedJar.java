package io.geminiquota.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A jar held in memory. It stays compressed, and each entry is unpacked when it is asked for: the
 * JDK's own means either need a file, which a read-only container does not have, or unpack
 * everything.
 *
 * <p>Reads what our build writes (PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16):
 * stored and deflated entries, no ZIP64, no encryption.
 */
public final class NestedJar {

  private static final int END_OF_DIRECTORY = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int END_ENTRIES = 10;
  private static final int END_DIRECTORY_OFFSET = 16;

  private static final int DIRECTORY_ENTRY = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int ENTRY_METHOD = 10;
  private static final int ENTRY_COMPRESSED_SIZE = 20;
  private static final int ENTRY_SIZE = 24;
  private static final int ENTRY_NAME_LENGTH = 28;
  private static final int ENTRY_EXTRA_LENGTH = 30;
  private static final int ENTRY_COMMENT_LENGTH = 32;
  private static final int ENTRY_OFFSET = 42;

  private static final int LOCAL_LENGTH = 30;
  private static final int LOCAL_NAME_LENGTH = 26;
  private static final int LOCAL_EXTRA_LENGTH = 28;

  private static final int STORED = 0;

  private final String path;
  private final byte[] bytes;
  private final ByteBuffer buffer;
  private final Map<String, Integer> directory;

  private NestedJar(String path, byte[] bytes) throws IOException {
    this.path = path;
    this.bytes = bytes;
    this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.directory = new HashMap<>();
    try {
      readDirectory();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException(path + " is damaged", e);
    }
  }

  static NestedJar of(String path, byte[] bytes) throws IOException {
    return new NestedJar(path, bytes);
  }

  /** Where it lies in the agent's jar. */
  String path() {
    return path;
  }

  boolean contains(String name) {
    return directory.containsKey(name);
  }

  /** The content of an entry, or null if there is none of that name. */
  byte @Nullable [] read(String name) throws IOException {
    Integer entry = directory.get(name);
    if (entry == null) {
      return null;
    }
    try {
      return unpack(entry);
    } catch (IndexOutOfBoundsException | DataFormatException e) {
      throw new IOException(name + " in " + path + " is damaged", e);
    }
  }

  private void readDirectory() throws IOException {
    int end = bytes.length - END_LENGTH;
    while (end >= 0 && buffer.getInt(end) != END_OF_DIRECTORY) {
      end--;
    }
    if (end < 0) {
      throw new IOException(path + " is no jar");
    }
    int entries = unsignedShort(end + END_ENTRIES);
    int at = buffer.getInt(end + END_DIRECTORY_OFFSET);
    for (int i = 0; i < entries; i++) {
      if (buffer.getInt(at) != DIRECTORY_ENTRY) {
        throw new IOException(path + " is damaged");
      }
      int nameLength = unsignedShort(at + ENTRY_NAME_LENGTH);
      directory.put(new String(bytes, at + ENTRY_LENGTH, nameLength, StandardCharsets.UTF_8), at);
      at +=
          ENTRY_LENGTH
              + nameLength
              + unsignedShort(at + ENTRY_EXTRA_LENGTH)
              + unsignedShort(at + ENTRY_COMMENT_LENGTH);
    }
  }

  private byte[] unpack(int entry) throws DataFormatException {
    int local = buffer.getInt(entry + ENTRY_OFFSET);
    int start =
        local
            + LOCAL_LENGTH
            + unsignedShort(local + LOCAL_NAME_LENGTH)
            + unsignedShort(local + LOCAL_EXTRA_LENGTH);
    int length = buffer.getInt(entry + ENTRY_COMPRESSED_SIZE);
    byte[] content = new byte[buffer.getInt(entry + ENTRY_SIZE)];
    if (unsignedShort(entry + ENTRY_METHOD) == STORED) {
      System.arraycopy(bytes, start, content, 0, content.length);
      return content;
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, start, length);
      int done = 0;
      while (done < content.length) {
        int count = inflater.inflate(content, done, content.length - done);
        if (count == 0) {
          throw new DataFormatException("ends early");
        }
        done += count;
      }
      return content;
    } finally {
      inflater.end();
    }
  }

  private int unsignedShort(int at) {
    return Short.toUnsignedInt(buffer.getShort(at));
  }
}
