package io.geminiquota.engine.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was wrong with the settings: a line for each thing, without credentials. Told in two ways:
 * with what is used instead, where the application goes on; without, where it does not start.
 */
final class SettingProblems {

  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_VALUE = 40;
  private static final String NOT_SHOWN = "(not shown)";

  private final List<String> lines = new ArrayList<>();
  private final List<String> wrongs = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  /** One for each thing, with what is used instead. */
  List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    all.addAll(remarks);
    return List.copyOf(all);
  }

  /**
   * What is strange and used all the same, also where nothing wrong is lived with.
   *
   * @param line without anything that may be a credential
   */
  void remark(String line) {
    remarks.add(onOneLine(line));
  }

  /**
   * Takes no wrong value for an answer.
   *
   * @throws IllegalArgumentException that tells all that was wrong
   */
  void mustBeNone() {
    if (!wrongs.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrongs));
    }
  }

  void notAnAssignment(String argument) {
    String shown = Credentials.areNamedIn(argument) ? NOT_SHOWN : shown(argument, LONGEST_VALUE);
    add(
        "agent argument '" + shown + "' is not name=value",
        "write for example rpm=60,max-wait=10m");
  }

  void setTwice(String source, SettingSource.Entry earlier, SettingSource.Entry later) {
    add(shown(earlier) + " (" + source + ") is set again there", "used instead: " + shown(later));
  }

  void unusable(String source, SettingSource.Entry entry, String allowed, String otherwise) {
    add(shown(entry) + " (" + source + ") is not " + allowed, "used instead: " + otherwise);
  }

  /**
   * @param near what may have been meant, null for nobody knows
   */
  void unknown(String source, SettingSource.Entry entry, @Nullable String near) {
    unknown(
        source,
        entry,
        near,
        Arrays.stream(SettingGroup.values())
            .map(SettingProblems::listed)
            .collect(Collectors.joining("; ")));
  }

  /**
   * @param near what may have been meant, null for nobody knows
   * @param all settings that there are
   */
  void unknown(String source, SettingSource.Entry entry, @Nullable String near, String all) {
    String unknown = "unknown setting " + shown(entry.name(), LONGEST_NAME) + " (" + source + ")";
    String known = (near == null ? "" : "did you mean " + near + "? ") + "the settings are: " + all;
    wrongs.add(unknown + ", " + known);
    lines.add(unknown + ": ignored; " + known);
  }

  private void add(String wrong, String instead) {
    wrongs.add(wrong);
    lines.add(wrong + ": ignored; " + instead);
  }

  private static String listed(SettingGroup group) {
    return Arrays.stream(Setting.values())
        .filter(setting -> setting.group() == group)
        .map(Setting::shortName)
        .collect(Collectors.joining(", ", group.title() + ": ", ""));
  }

  private static String shown(SettingSource.Entry entry) {
    String value =
        Credentials.areNamedBy(entry.name()) ? NOT_SHOWN : shown(entry.value(), LONGEST_VALUE);
    return shown(entry.name(), LONGEST_NAME) + "=" + value;
  }

  /** On one line, and cut, because nobody knows what was pasted there. */
  private static String shown(String text, int longest) {
    if (Credentials.mayBeIn(text)) {
      return "(looks like an API key, not shown)";
    }
    String oneLine = onOneLine(text);
    return oneLine.length() <= longest ? oneLine : oneLine.substring(0, longest) + "...";
  }

  private static String onOneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", " ");
  }
}
