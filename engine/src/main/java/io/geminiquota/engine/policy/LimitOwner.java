package io.geminiquota.engine.policy;

import org.jspecify.annotations.Nullable;

/**
 * Whose limits are configured, where it is not everybody's: those of a project, of a model, or of a
 * model in a project. Immutable.
 *
 * @param name the canonical name of the setting without its limit, e.g. {@code
 *     projects-my-project-models-gemini-2-5-pro}. It is compared and never taken apart: a project
 *     may have {@code -models-} in its name, too.
 */
public record LimitOwner(String name) {

  private static final String MODELS = "models-";
  private static final String PROJECTS = "projects-";

  static LimitOwner model(String model) {
    return new LimitOwner(MODELS + ModelName.canonical(model));
  }

  static LimitOwner project(String project) {
    return new LimitOwner(PROJECTS + ModelName.canonical(project));
  }

  static LimitOwner modelIn(String project, String model) {
    return new LimitOwner(project(project).name + "-" + model(model).name);
  }

  /** Who is named so in a setting; null for a text that names nobody. */
  static @Nullable LimitOwner named(String canonical) {
    boolean nobody = isNobody(canonical, MODELS) && isNobody(canonical, PROJECTS);
    return nobody ? null : new LimitOwner(canonical);
  }

  private static boolean isNobody(String canonical, String kind) {
    int last = canonical.length() - 1;
    return !canonical.startsWith(kind)
        || last < kind.length()
        || canonical.charAt(kind.length()) == '-'
        || canonical.charAt(last) == '-';
  }

  /** What holds without the limit, in words. */
  String otherwise(LimitName limit) {
    return name.startsWith(PROJECTS)
        ? "what holds for all projects"
        : "the value of " + limit.setting().shortName();
  }
}
