package io.geminiquota.engine.classify;

/**
 * Words that tell a kind.
 *
 * @param text without blanks and in lower case, see {@link PlainText#squeezed}
 */
record Phrase(String text, Kind kind) {

  boolean isIn(String squeezed) {
    return squeezed.contains(text);
  }
}
