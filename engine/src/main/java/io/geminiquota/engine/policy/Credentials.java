package io.geminiquota.engine.policy;

import java.util.regex.Pattern;

/** Suspects a value of being a credential that was pasted into the wrong place. */
final class Credentials {

  /** Rather one too many: all that it costs is that a wrong value is not shown. */
  private static final Pattern SIGN =
      Pattern.compile(
          "AIza|AQ\\.|\\bya29\\.|\\beyJ[\\w-]{8}|(?<![\\w-])sk-[\\w-]{12}|(?i:bearer )"
              + "|://[^/\\s]*@|(?i:[?&][\\w-]*(?:key|token|secret)=)");

  private static final Pattern WORD =
      Pattern.compile("key|token|secret|password|credential", Pattern.CASE_INSENSITIVE);

  /** At the end of a setting's name. */
  private static final Pattern NAMING =
      Pattern.compile("(?:" + WORD + ")s?$", Pattern.CASE_INSENSITIVE);

  private Credentials() {}

  static boolean mayBeIn(String text) {
    return SIGN.matcher(text).find();
  }

  /** Whether the value of a setting of this name is one, whatever it looks like. */
  static boolean areNamedBy(String setting) {
    return NAMING.matcher(setting).find();
  }

  /** Whether a text that is no assignment may have been meant to set one. */
  static boolean areNamedIn(String text) {
    return WORD.matcher(text).find();
  }
}
