package io.geminiquota.engine.usage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usage out of an answer as it flows by, in pieces of any size: one JSON document, a list
 * of them, or a stream of events. Nothing is kept but the usage itself, a few hundred bytes.
 *
 * <p>It follows the structure of the JSON from the first byte on. So a text that looks like a usage
 * does not fool it, nor do the arguments of a function call; the usage may stand anywhere, and it
 * is known even when the rest of the answer is never read. The last usage of a stream counts.
 *
 * <p>Never throws, whatever the bytes. For one thread at a time.
 */
public final class UsageReader {

  private static final byte[][] NAMES = {
    "usageMetadata".getBytes(StandardCharsets.US_ASCII),
    "usage".getBytes(StandardCharsets.US_ASCII),
    "usage_metadata".getBytes(StandardCharsets.US_ASCII)
  };

  private static final int LONGEST_NAME = 14;

  /** Several times the longest usage there is; a longer one is none. */
  private static final int LARGEST_USAGE = 4096;

  private static final int FIRST_CAPACITY = 256;
  private static final int EMPTY = 2;

  private final byte[] name = new byte[LONGEST_NAME];
  private int nameLength;
  private boolean usageNamed;

  private int objects;
  private int lists;
  private int outermostLists;
  private boolean inString;
  private boolean escaped;

  private boolean capturing;
  private int objectsAround;
  private byte[] captured = {};
  private int capturedLength;
  private byte[] usage = {};
  private int usageLength;

  /** Takes the next bytes of the answer. */
  public void read(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int i = offset;
    while (i < end) {
      i = inString ? readString(bytes, i, end) : readStructure(bytes, i, end);
    }
  }

  /** The last usage that came by; null if there was none. */
  public @Nullable Usage usage() {
    return usageLength == 0 ? null : UsageObject.read(usage, usageLength);
  }

  /** Goes on to the end of the string, or of the bytes, in as few steps as can be: most is text. */
  private int readString(byte[] bytes, int from, int end) {
    int i = from;
    if (escaped) {
      escaped = false;
      i++;
    }
    while (i < end && bytes[i] != '"' && bytes[i] != '\\' && bytes[i] != '\n') {
      i++;
    }
    if (i < end) {
      switch (bytes[i++]) {
        case '"' -> inString = false;
        case '\\' -> escaped = true;
        // No string has a line break: an event of a stream was cut, and the next one begins.
        default -> startOver();
      }
    }
    if (capturing) {
      keep(bytes, from, i);
    } else if (isOutside()) {
      spell(bytes, from, inString ? i : i - 1);
    }
    return i;
  }

  /** Goes on to the beginning of a string, or to the end of the bytes. */
  private int readStructure(byte[] bytes, int from, int end) {
    int i = from;
    int uncaptured = from;
    while (i < end && !inString) {
      switch (bytes[i++]) {
        case '"' -> {
          // Between the events of a stream a quote opens nothing.
          inString = objects + lists > 0;
          nameLength = 0;
        }
        case ':' -> usageNamed = isUsageNamed();
        case ',' -> usageNamed = false;
        case '{' -> {
          if (openObject()) {
            uncaptured = i - 1;
          }
        }
        case '}' -> {
          if (closesUsage()) {
            keep(bytes, uncaptured, i);
            finishUsage();
          }
        }
        case '[' -> openList();
        case ']' -> closeList();
        default -> {}
      }
    }
    if (capturing) {
      keep(bytes, uncaptured, i);
    }
    return i;
  }

  /** Opens an object; true if it is a usage. */
  private boolean openObject() {
    boolean isUsage = usageNamed && !capturing;
    if (isUsage) {
      capturing = true;
      capturedLength = 0;
      objectsAround = objects;
    }
    usageNamed = false;
    objects++;
    return isUsage;
  }

  /** Closes an object; true if it is the usage. */
  private boolean closesUsage() {
    objects = Math.max(0, objects - 1);
    endOfDocument();
    return capturing && objects == objectsAround;
  }

  private void openList() {
    if (objects + lists == 0) {
      outermostLists = 1;
    }
    usageNamed = false;
    lists++;
  }

  private void closeList() {
    lists = Math.max(0, lists - 1);
    endOfDocument();
  }

  private void endOfDocument() {
    if (objects + lists == 0) {
      outermostLists = 0;
    }
  }

  private void startOver() {
    inString = false;
    escaped = false;
    objects = 0;
    lists = 0;
    outermostLists = 0;
    usageNamed = false;
    capturing = false;
  }

  /**
   * Whether we are where a usage may stand: in an answer itself, or in an object that is the answer
   * ({@code interaction}, {@code response}); but not in the list of candidates, choices or steps.
   */
  private boolean isOutside() {
    return objects >= 1 && objects <= 2 && lists == outermostLists;
  }

  private void spell(byte[] bytes, int from, int to) {
    for (int i = from; i < to && nameLength <= LONGEST_NAME; i++) {
      if (nameLength < LONGEST_NAME) {
        name[nameLength] = bytes[i];
      }
      nameLength++;
    }
  }

  private boolean isUsageNamed() {
    if (capturing || !isOutside()) {
      return false;
    }
    for (byte[] known : NAMES) {
      if (nameLength == known.length && Arrays.equals(known, 0, nameLength, name, 0, nameLength)) {
        return true;
      }
    }
    return false;
  }

  private void keep(byte[] bytes, int from, int to) {
    int length = capturedLength + to - from;
    if (length > LARGEST_USAGE) {
      capturing = false;
      return;
    }
    if (length > captured.length) {
      captured = Arrays.copyOf(captured, Math.max(length, FIRST_CAPACITY));
    }
    System.arraycopy(bytes, from, captured, capturedLength, to - from);
    capturedLength = length;
  }

  private void finishUsage() {
    if (!capturing) {
      return;
    }
    capturing = false;
    if (capturedLength > EMPTY) {
      byte[] previous = usage;
      usage = captured;
      usageLength = capturedLength;
      captured = previous;
    }
  }
}
