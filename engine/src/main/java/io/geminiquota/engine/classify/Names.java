package io.geminiquota.engine.classify;

/** What the names in error bodies look like: everything else is prose, and never a name. */
final class Names {

  private static final int LONGEST = 128;

  private Names() {}

  /** {@code gemini-2.5-flash}, {@code chat-bison@001}, {@code claude-3-sonnet@20240229}. */
  static boolean isModel(String name) {
    if (name.length() > LONGEST || name.isEmpty() || !isLower(name.charAt(0))) {
      return false;
    }
    boolean joined = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isModelChar(c)) {
        return false;
      }
      joined |= c == '-' || isDigit(c);
    }
    return joined && !Secrets.isSecret(name);
  }

  /** Whether what begins with a family's name is a model, not {@code gemini-api}. */
  static boolean isModelOfFamily(String name) {
    return name.chars().anyMatch(c -> isDigit((char) c))
        || name.contains("-flash")
        || name.contains("-pro")
        || name.contains("-embedding");
  }

  static boolean isModelChar(char c) {
    return isLower(c) || isDigit(c) || c == '-' || c == '.' || c == '_' || c == '@';
  }

  /** {@code projects/123456789}, {@code project_number:123456789}, {@code my-project}. */
  static boolean isProject(String name) {
    if (name.startsWith("projects/") || name.startsWith("project_number:")) {
      return name.length() <= LONGEST
          && name.length() > 9
          && name.indexOf('*') < 0
          && !Secrets.isSecret(name);
    }
    boolean joined = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isProjectChar(c)) {
        return false;
      }
      joined |= c == '-' || isDigit(c);
    }
    return joined && name.length() >= 6 && name.length() <= LONGEST && !Secrets.isSecret(name);
  }

  static boolean isProjectChar(char c) {
    return isLower(c) || isUpper(c) || isDigit(c) || c == '-' || c == '.' || c == ':';
  }

  /**
   * {@code generativelanguage.googleapis.com/generate_requests_per_model}, with or without host.
   */
  static boolean isMetric(String name) {
    int slash = name.indexOf('/');
    int underscore = name.indexOf('_', slash + 1);
    return underscore > slash
        && name.length() <= LONGEST * 2
        && (slash < 0 || name.startsWith(".googleapis.com", slash - 15))
        && isSnake(name, slash + 1);
  }

  /** {@code GenerateRequestsPerDayPerProjectPerModel-FreeTier}. */
  static boolean isQuotaId(String name) {
    if (name.length() < 8 || name.length() > LONGEST * 2 || !isUpper(name.charAt(0))) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLower(c) && !isUpper(c) && !isDigit(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return !Secrets.isSecret(name);
  }

  /** Whether it may name a quota, in a form that is not known yet: no whole text, and no key. */
  static boolean mayNameQuota(String name) {
    return name.length() <= LONGEST * 2 && !Secrets.isSecret(name);
  }

  /** {@code API_KEY_INVALID}. */
  static boolean isConstant(String word) {
    boolean joined = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!isUpper(c) && c != '_' && !isDigit(c)) {
        return false;
      }
      joined |= c == '_';
    }
    return joined && word.length() <= LONGEST;
  }

  static boolean isSnake(String name, int from) {
    for (int i = from; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLower(c) && !isDigit(c) && c != '_') {
        return false;
      }
    }
    return true;
  }

  static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
