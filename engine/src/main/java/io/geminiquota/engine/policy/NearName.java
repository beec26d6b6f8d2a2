package io.geminiquota.engine.policy;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Guesses which setting was meant by a name that is none. */
final class NearName {

  private static final int MOST_WRONG_LETTERS = 3;

  /** What contains less than this by chance is not near to it. */
  private static final int LEAST_PART = 4;

  private static final int LONGEST_NAME = 60;

  private static final List<String> SINGLE =
      Stream.of(Setting.values()).filter(Setting::isSingle).map(Setting::shortName).toList();
  private static final List<String> LIMITS =
      Stream.of(LimitName.values()).map(limit -> limit.setting().shortName()).toList();

  private NearName() {}

  /**
   * The name of the setting that was probably meant, or null if none is near.
   *
   * @param canonical an unknown short name
   */
  static @Nullable String of(String canonical) {
    Setting own = ownLimit(canonical);
    if (own == null) {
      return among(SINGLE, canonical);
    }
    String last = canonical.substring(canonical.lastIndexOf('-') + 1);
    String limit = among(LIMITS, last);
    if (limit != null) {
      return own.shortName().replace("<limit>", limit);
    }
    String other = among(parts(own), last);
    return other == null ? own.shortName() : own.shortName().replace("<limit>", other);
  }

  /** What else than a limit can be set for somebody who has limits. */
  private static List<String> parts(Setting own) {
    String before = own.shortName().replace("<limit>", "");
    return Stream.of(Setting.values())
        .map(Setting::shortName)
        .filter(name -> name.startsWith(before) && name.indexOf('<', before.length()) < 0)
        .map(name -> name.substring(before.length()))
        .toList();
  }

  /** What looks like a limit of a model or of a project; null for everything else. */
  private static @Nullable Setting ownLimit(String canonical) {
    if (canonical.matches("models-.*|model-.+-.*")) {
      return Setting.MODEL_LIMIT;
    }
    if (canonical.matches("projects-.*|project-.+-.*")) {
      return canonical.contains("-model") ? Setting.PROJECT_MODEL_LIMIT : Setting.PROJECT_LIMIT;
    }
    return null;
  }

  /** The one of some names that is nearest to another, or null if none is near. */
  static @Nullable String among(Collection<String> candidates, String name) {
    if (name.length() > LONGEST_NAME) {
      return null;
    }
    String nearest = null;
    int fewest = MOST_WRONG_LETTERS + 1;
    for (String candidate : candidates) {
      int wrong = isPart(name, candidate) ? 1 : wrongLetters(name, candidate);
      if (wrong < fewest && wrong <= Math.max(name.length(), candidate.length()) / 2) {
        nearest = candidate;
        fewest = wrong;
      }
    }
    return nearest;
  }

  private static boolean isPart(String a, String b) {
    return Math.min(a.length(), b.length()) >= LEAST_PART && (a.contains(b) || b.contains(a));
  }

  /** Letters that are missing, too many, others, or in the place of their neighbours. */
  private static int wrongLetters(String a, String b) {
    int[][] wrong = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        wrong[i][j] = i == 0 || j == 0 ? i + j : wrongLetters(a, b, i, j, wrong);
      }
    }
    return wrong[a.length()][b.length()];
  }

  private static int wrongLetters(String a, String b, int i, int j, int[][] before) {
    int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(
            before[i - 1][j - 1] + other, Math.min(before[i - 1][j] + 1, before[i][j - 1] + 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, before[i - 2][j - 2] + 1) : least;
  }
}
