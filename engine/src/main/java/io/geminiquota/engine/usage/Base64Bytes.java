package io.geminiquota.engine.usage;

/**
 * Bytes that lie in a body as Base64, read one by one where they lie: the head of a picture can be
 * looked at without decoding the picture. The Base64 must be without line breaks, as all clients
 * send it; with them the bytes are wrong, but reading them is safe.
 */
final class Base64Bytes {

  private static final byte[] SEXTETS = sextets();

  private final byte[] body;
  private final int from;
  private final int to;

  /**
   * @param from the first character
   * @param to after the last one
   */
  Base64Bytes(byte[] body, int from, int to) {
    this.body = body;
    this.from = from;
    int end = to;
    while (end > from && body[end - 1] == '=') {
      end--;
    }
    this.to = end;
  }

  /** How many bytes there are. */
  int size() {
    return (int) ((to - from) * 3L / 4);
  }

  /** A byte, 0 to 255; 0 beyond the end. */
  int at(int index) {
    if (index < 0 || index >= size()) {
      return 0;
    }
    int first = from + index / 3 * 4 + index % 3;
    int pair = sextet(first) << 6 | sextet(first + 1);
    return (pair >> (4 - 2 * (index % 3))) & 0xFF;
  }

  int bigEndian16(int index) {
    return at(index) << 8 | at(index + 1);
  }

  int littleEndian16(int index) {
    return at(index + 1) << 8 | at(index);
  }

  /** Four bytes, the first one highest. */
  int bigEndian32(int index) {
    return bigEndian16(index) << 16 | bigEndian16(index + 2);
  }

  /** Four bytes, the last one highest. */
  int littleEndian32(int index) {
    return littleEndian16(index + 2) << 16 | littleEndian16(index);
  }

  private int sextet(int position) {
    return position < to ? SEXTETS[body[position] & 0xFF] : 0;
  }

  /** Both alphabets: the usual one and the one for URLs. */
  private static byte[] sextets() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    byte[] sextets = new byte[256];
    for (int i = 0; i < alphabet.length(); i++) {
      sextets[alphabet.charAt(i)] = (byte) i;
    }
    sextets['-'] = 62;
    sextets['_'] = 63;
    return sextets;
  }
}
