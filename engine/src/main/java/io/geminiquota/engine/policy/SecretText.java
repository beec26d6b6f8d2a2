package io.geminiquota.engine.policy;

import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.SecretReference.Kind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where a credential is to be had: {@code env:NAME}, {@code file:/path}, or itself. */
final class SecretText {

  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /**
   * What can stand in a header. A path, or a placeholder that nobody has resolved, is no credential
   * but a mistake that the server would call a wrong key.
   */
  private static final Pattern LITERAL = Pattern.compile("[\\x21-\\x7e&&[^/~$]][\\x21-\\x7e]*");

  private static final int LONGEST = 8192;

  private SecretText() {}

  /** The reference, null for a text that is none. */
  static @Nullable SecretReference parse(String text) {
    if (text.regionMatches(true, 0, ENVIRONMENT, 0, ENVIRONMENT.length())) {
      String name = text.substring(ENVIRONMENT.length()).strip();
      return VARIABLE.matcher(name).matches() ? new SecretReference(Kind.ENVIRONMENT, name) : null;
    }
    if (text.regionMatches(true, 0, FILE, 0, FILE.length())) {
      String path = ValueText.absolutePath(text.substring(FILE.length()).strip());
      return path == null ? null : new SecretReference(Kind.FILE, path);
    }
    return text.length() <= LONGEST && LITERAL.matcher(text).matches() && !text.contains("${")
        ? new SecretReference(Kind.LITERAL, text)
        : null;
  }
}
