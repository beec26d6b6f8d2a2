package io.geminiquota.engine.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setting, other than a limit, of one project or of one model: {@code projects.<project>.key},
 * {@code models.<model>.fallback}.
 *
 * @param setting which one
 * @param owner whose, in canonical form
 */
record OwnSetting(Setting setting, String owner) {

  /** All that there are, but for limits. */
  private static final List<Form> FORMS = forms();

  /** What stands before and after the owner in a canonical name. */
  private record Form(Setting setting, String before, String after) {

    boolean isOf(String name) {
      int owner = name.length() - before.length() - after.length();
      return owner > 0
          && name.startsWith(before)
          && name.endsWith(after)
          && name.charAt(before.length()) != '-'
          && name.charAt(before.length() + owner - 1) != '-';
    }
  }

  /** Reads the canonical name of a setting; null when it is none of these. */
  static @Nullable OwnSetting of(String name) {
    for (Form form : FORMS) {
      if (form.isOf(name)) {
        return new OwnSetting(
            form.setting,
            name.substring(form.before.length(), name.length() - form.after.length()));
      }
    }
    return null;
  }

  /** The canonical name. */
  String name() {
    return name(setting, owner);
  }

  /** The name as a person would write it, e.g. {@code projects.team-a.key}. */
  String written() {
    return written(setting, owner);
  }

  static String name(Setting setting, String owner) {
    return ModelName.canonical(written(setting, owner));
  }

  static String written(Setting setting, String owner) {
    String form = setting.shortName();
    return form.substring(0, form.indexOf('<')) + owner + form.substring(form.indexOf('>') + 1);
  }

  private static List<Form> forms() {
    List<Form> forms = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      String name = setting.shortName();
      int owner = name.indexOf('<');
      if (owner >= 0 && !name.endsWith(">")) {
        forms.add(
            new Form(
                setting,
                ModelName.canonical(name.substring(0, owner)),
                ModelName.canonical(name.substring(name.indexOf('>') + 1))));
      }
    }
    return forms;
  }
}
