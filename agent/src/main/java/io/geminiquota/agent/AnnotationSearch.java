package io.geminiquota.agent;

/**
 * Finds the classes that use {@code @GeminiQuota}, by looking for the descriptor of the annotation
 * among the constants of the class file, with its type and length before it as they stand there.
 *
 * <p>Every class of the application comes by, so nothing is parsed or allocated, and most bytes are
 * skipped: a byte that is not in what is sought rules out all places that it would be part of
 * (Horspool's search).
 */
final class AnnotationSearch {

  private static final String DESCRIPTOR = "Lio/geminiquota/annotations/GeminiQuota;";
  private static final int LENGTH_AND_TYPE = 3;
  private static final byte UTF8 = 1;
  private static final int BYTES = 256;

  private static final byte[] SOUGHT = sought();
  private static final byte[] SKIP = skip();

  private AnnotationSearch() {}

  /** Whether a class file may have the annotation. */
  static boolean finds(byte[] classFile) {
    int last = SOUGHT.length - 1;
    int at = last;
    while (at < classFile.length) {
      if (classFile[at] == SOUGHT[last] && endsAt(at, classFile)) {
        return true;
      }
      at += SKIP[classFile[at] & 0xff];
    }
    return false;
  }

  private static boolean endsAt(int end, byte[] classFile) {
    int at = end;
    for (int i = SOUGHT.length - 1; i >= 0; i--) {
      if (classFile[at--] != SOUGHT[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] sought() {
    byte[] sought = new byte[LENGTH_AND_TYPE + DESCRIPTOR.length()];
    sought[0] = UTF8;
    sought[2] = (byte) DESCRIPTOR.length();
    for (int i = 0; i < DESCRIPTOR.length(); i++) {
      sought[LENGTH_AND_TYPE + i] = (byte) DESCRIPTOR.charAt(i);
    }
    return sought;
  }

  /** How far what is sought must move on so that it may have each byte where its end was. */
  private static byte[] skip() {
    byte[] skip = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      skip[i] = (byte) SOUGHT.length;
    }
    int last = SOUGHT.length - 1;
    for (int i = 0; i < last; i++) {
      skip[SOUGHT[i] & 0xff] = (byte) (last - i);
    }
    return skip;
  }
}
