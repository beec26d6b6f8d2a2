package io.geminiquota.engine.usage;

/**
 * How many tokens a text makes, by the scripts it is written in: a tokenizer knows long pieces of
 * English words, but hardly more than single characters of Chinese ones.
 *
 * <p>The classes are those of UTF-8's first byte, so a text is weighed where it lies in the body,
 * without decoding it:
 *
 * <ul>
 *   <li>ASCII: 4 characters a token, as documented
 *   <li>U+0080 to U+07FF (accented Latin, Greek, Cyrillic, Hebrew, Arabic): 2.4
 *   <li>U+0800 to U+1FFF (the scripts of India, Thai, Georgian, Khmer): 2
 *   <li>U+2000 to U+FFFF (Chinese, Japanese, Korean, signs): 1.33
 *   <li>above (emoji, rare ideographs): 0.67
 * </ul>
 *
 * All but the first are starting points, on the side of too much; calibration corrects them.
 */
final class TextWeight {

  /** Weights are whole numbers of this part of a token. */
  static final int PER_TOKEN = 12;

  static final int OF_ASCII = 3;

  private static final byte[] OF_FIRST_BYTE = weights();

  private long weight;

  private static byte[] weights() {
    byte[] weights = new byte[256];
    for (int first = 0; first < 256; first++) {
      weights[first] = (byte) ofFirstByte(first);
    }
    return weights;
  }

  private static int ofFirstByte(int first) {
    if (first < 0x80) {
      return OF_ASCII;
    } else if (first < 0xC0) {
      return 0;
    } else if (first < 0xE0) {
      return 5;
    } else if (first < 0xE2) {
      return 6;
    }
    return first < 0xF0 ? 9 : 18;
  }

  /**
   * Weighs a JSON string.
   *
   * @param from where its first character lies, after the quote
   * @param to where it ends, before the quote
   */
  void addJson(byte[] json, int from, int to) {
    long sum = 0;
    int i = from;
    while (i < to) {
      byte b = json[i++];
      if (b != '\\') {
        sum += OF_FIRST_BYTE[b & 0xFF];
      } else if (i + 4 < to && json[i] == 'u') {
        sum += ofEscape(json, i + 1);
        i += 5;
      } else {
        sum += OF_ASCII;
        i++;
      }
    }
    weight += sum;
  }

  /** Adds characters of names and numbers. */
  void addAscii(int characters) {
    weight += (long) characters * OF_ASCII;
  }

  /** Adds what is a token already. */
  void addToken() {
    weight += PER_TOKEN;
  }

  /** The tokens of all that was added, rounded up once. */
  long tokens() {
    return (weight + PER_TOKEN - 1) / PER_TOKEN;
  }

  private static int ofEscape(byte[] json, int digits) {
    int unit = 0;
    for (int i = digits; i < digits + 4; i++) {
      unit = unit * 16 + Math.max(0, Character.digit(json[i], 16));
    }
    if (Character.isLowSurrogate((char) unit)) {
      return 0;
    } else if (Character.isHighSurrogate((char) unit)) {
      return ofFirstByte(0xF0);
    } else if (unit < 0x80) {
      return OF_ASCII;
    } else if (unit < 0x800) {
      return ofFirstByte(0xC2);
    }
    return ofFirstByte(0xE0 | unit >> 12);
  }
}
