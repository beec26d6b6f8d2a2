package io.geminiquota.engine.classify;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of a text what looks like a credential, so that it never reaches a log, a span or an
 * exception. Google's own message for a suspended consumer quotes the API key.
 */
final class Secrets {

  private static final String MASK = "[secret]";

  /** Possessive throughout: linear time on any input. */
  private static final Pattern SECRET =
      Pattern.compile(
          "AIza[\\w-]{8,}+" // Google API key
              + "|\\bAQ\\.[\\w.-]{8,}+" // Google API key of the newer kind
              + "|\\bya29\\.[\\w.-]{8,}+" // Google OAuth access token
              + "|\\beyJ[\\w-]{8,}+(?:\\.[\\w-]++){1,2}+" // JSON web token
              + "|\\bsk-[\\w-]{12,}+" // keys of other providers behind a relay
              + "|(?<=(?i:bearer) )[\\w.~+/=-]{8,}+"
              + "|(?<=[?&](?i:key)=)[^&\\s\"'<>]++");

  /** One of them is in every credential: looked for first, because the pattern is slow. */
  private static final List<String> SIGNS = List.of("AIza", "AQ.", "ya29.", "eyJ", "sk-", " ", "=");

  private Secrets() {}

  /** The text with every credential replaced by {@code [secret]}. */
  static String scrub(String text) {
    return hasSign(text) ? SECRET.matcher(text).replaceAll(MASK) : text;
  }

  static boolean isSecret(String text) {
    return hasSign(text) && SECRET.matcher(text).find();
  }

  private static boolean hasSign(String text) {
    for (String sign : SIGNS) {
      if (text.contains(sign)) {
        return true;
      }
    }
    return false;
  }
}
