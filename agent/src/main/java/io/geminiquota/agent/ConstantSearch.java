package io.geminiquota.agent;

/**
 * Finds the classes that name a certain type, by looking for its name among the constants of the
 * class file, with its tag and length before it as they stand there.
 *
 * <p>Every class of the application comes by, so nothing is parsed or allocated, and most bytes are
 * skipped: a byte that is not in what is sought rules out all places that it would be part of
 * (Horspool's search).
 */
final class ConstantSearch {

  private static final int LENGTH_AND_TYPE = 3;
  private static final byte UTF8 = 1;
  private static final int BYTES = 256;

  private final byte[] sought;
  private final byte[] skip;

  /**
   * @param constant of ASCII characters, at most 124
   */
  ConstantSearch(String constant) {
    this.sought = sought(constant);
    this.skip = skip(sought);
  }

  /** Whether a class file may have the constant. */
  boolean finds(byte[] classFile) {
    int last = sought.length - 1;
    int at = last;
    while (at < classFile.length) {
      if (classFile[at] == sought[last] && endsAt(at, classFile)) {
        return true;
      }
      at += skip[classFile[at] & 0xff];
    }
    return false;
  }

  private boolean endsAt(int end, byte[] classFile) {
    int at = end;
    for (int i = sought.length - 1; i >= 0; i--) {
      if (classFile[at--] != sought[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] sought(String constant) {
    byte[] sought = new byte[LENGTH_AND_TYPE + constant.length()];
    sought[0] = UTF8;
    sought[2] = (byte) constant.length();
    for (int i = 0; i < constant.length(); i++) {
      sought[LENGTH_AND_TYPE + i] = (byte) constant.charAt(i);
    }
    return sought;
  }

  /** How far what is sought must move on so that it may have each byte where its end was. */
  private static byte[] skip(byte[] sought) {
    byte[] skip = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      skip[i] = (byte) sought.length;
    }
    int last = sought.length - 1;
    for (int i = 0; i < last; i++) {
      skip[sought[i] & 0xff] = (byte) (last - i);
    }
    return skip;
  }
}
