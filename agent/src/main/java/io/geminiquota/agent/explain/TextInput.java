package io.geminiquota.agent.explain;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Opens what is to be explained: a file or the standard input, in UTF-8 or, with a byte order mark,
 * in UTF-16. Bytes that are no text become U+FFFD.
 */
final class TextInput {

  private static final String STANDARD_INPUT = "-";
  private static final int HEAD = 1024;

  private final InputStream standardInput;

  TextInput(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /**
   * Opens a text of any kind but a binary one.
   *
   * @param name of a file, or {@code -} for the standard input
   * @throws UnusableInput if it cannot be read, is empty or is no text
   */
  Reader openText(String name) throws UnusableInput {
    return open(name, true);
  }

  /**
   * Opens lines of which each is looked at by itself, so that even the worst of them are no
   * obstacle to the others.
   *
   * @param name of a file, or {@code -} for the standard input
   * @throws UnusableInput if it cannot be read or is empty
   */
  Reader openLines(String name) throws UnusableInput {
    return open(name, false);
  }

  private Reader open(String name, boolean textOnly) throws UnusableInput {
    String shown = name.equals(STANDARD_INPUT) ? "the standard input" : name;
    try {
      InputStream bytes = name.equals(STANDARD_INPUT) ? standardInput : file(name);
      byte[] head = head(bytes, textOnly);
      ByteOrderMark mark = ByteOrderMark.of(head);
      int length = head.length - mark.length;
      if (length == 0) {
        throw new UnusableInput(shown + " is empty: give a file or pipe in the text of an error");
      }
      if (textOnly && BinaryContent.is(new String(head, mark.length, length, mark.charset))) {
        throw new UnusableInput(
            shown + " is no text but binary: give the text of an error, or the log that it is in");
      }
      InputStream rest = new ByteArrayInputStream(head, mark.length, length);
      return new InputStreamReader(new SequenceInputStream(rest, bytes), mark.charset);
    } catch (IOException e) {
      throw new UnusableInput(
          shown + " cannot be read (" + e.getMessage() + "): check the file and its permissions");
    }
  }

  private static InputStream file(String name) throws IOException, UnusableInput {
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      throw new UnusableInput("that is no file name: " + e.getReason());
    }
    if (Files.isDirectory(path)) {
      throw new UnusableInput(name + " is a directory: name a file in it");
    }
    if (!Files.exists(path)) {
      throw new UnusableInput(
          name + " does not exist: check the name, or pipe the text in and give no file");
    }
    return new FileInputStream(path.toFile());
  }

  /**
   * The first bytes. Where each line waits for an answer, no more than what is there may be waited
   * for, unless it may be half a byte order mark.
   */
  private static byte[] head(InputStream bytes, boolean whole) throws IOException {
    if (whole) {
      return bytes.readNBytes(HEAD);
    }
    byte[] head = new byte[HEAD];
    int length = 0;
    int count = 0;
    while (count >= 0 && (length == 0 || ByteOrderMark.mayBegin(head, length))) {
      count = bytes.read(head, length, HEAD - length);
      length += Math.max(count, 0);
    }
    return Arrays.copyOf(head, length);
  }

  /** How a text says in which encoding it is. */
  private enum ByteOrderMark {
    UTF_8(StandardCharsets.UTF_8, "\u00ef\u00bb\u00bf"),
    UTF_16_LITTLE(StandardCharsets.UTF_16LE, "\u00ff\u00fe"),
    UTF_16_BIG(StandardCharsets.UTF_16BE, "\u00fe\u00ff"),
    NONE(StandardCharsets.UTF_8, "");

    final Charset charset;
    final int length;
    private final String bytes;

    /**
     * @param bytes a character for each
     */
    ByteOrderMark(Charset charset, String bytes) {
      this.charset = charset;
      this.length = bytes.length();
      this.bytes = bytes;
    }

    static ByteOrderMark of(byte[] head) {
      return Arrays.stream(values())
          .filter(mark -> head.length >= mark.length && mark.agrees(head, mark.length))
          .findFirst()
          .orElse(NONE);
    }

    /** Whether so few bytes may be the beginning of a mark. */
    static boolean mayBegin(byte[] head, int length) {
      return Arrays.stream(values())
          .anyMatch(mark -> length < mark.length && mark.agrees(head, length));
    }

    private boolean agrees(byte[] head, int count) {
      for (int i = 0; i < count; i++) {
        if ((head[i] & 0xff) != bytes.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
