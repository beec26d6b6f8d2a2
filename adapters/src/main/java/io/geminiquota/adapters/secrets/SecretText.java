package io.geminiquota.adapters.secrets;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a credential looks like. */
final class SecretText {

  /** More than any key or token has. */
  static final int LONGEST = 8192;

  /** Why it is none. */
  static final String WRONG =
      "what stands there is no key or token: those are one line without blanks";

  /** What may stand in a header: an HTTP client may show what it refuses. */
  private static final Pattern CREDENTIAL = Pattern.compile("[\\x21-\\x7e]{1," + LONGEST + "}");

  private SecretText() {}

  /** The credential in a text, without what is around it; null if there is none. */
  static @Nullable String in(String text) {
    String secret = text.strip();
    return CREDENTIAL.matcher(secret).matches() ? secret : null;
  }
}
