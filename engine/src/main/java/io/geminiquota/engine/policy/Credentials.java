package io.geminiquota.engine.policy;

import java.util.regex.Pattern;

/** Suspects a value of being a credential that was pasted into the wrong place. */
final class Credentials {

  /** Rather one too many: all that it costs is that a wrong value is not shown. */
  private static final Pattern SIGN =
      Pattern.compile(
          "AIza|AQ\\.|\\bya29\\.|\\beyJ[\\w-]{8}|(?<![\\w-])sk-[\\w-]{12}|(?i:bearer )");

  private Credentials() {}

  static boolean mayBeIn(String text) {
    return SIGN.matcher(text).find();
  }
}
