package io.geminiquota.agent.explain;

/** Tells by its beginning whether something is no text. */
final class BinaryContent {

  private static final int WORST_SHARE = 10;

  private BinaryContent() {}

  /**
   * Whether more than a tenth of the characters are control characters or could not be decoded, or
   * more than one in a hundred is a NUL. A text with a few broken characters is a text.
   */
  static boolean is(String beginning) {
    int strange = 0;
    int nuls = 0;
    for (int i = 0; i < beginning.length(); i++) {
      char c = beginning.charAt(i);
      if (c == 0) {
        nuls++;
      }
      if (isStrange(c)) {
        strange++;
      }
    }
    return strange * WORST_SHARE > beginning.length() || nuls * 100 > beginning.length();
  }

  private static boolean isStrange(char c) {
    // Escape stands before colours, backspace and form feed in what terminals record.
    boolean usual = c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\b' || c == '\u001b';
    return c == '\ufffd' || (c < ' ' && !usual);
  }
}
