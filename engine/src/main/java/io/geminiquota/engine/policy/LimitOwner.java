package io.geminiquota.engine.policy;

/**
 * Whose limits are configured, where it is not everybody's: those of a project, of a model, or of a
 * model in a project. He goes by the canonical name of the setting without its limit, e.g. {@code
 * projects-my-project-models-gemini-2-5-pro}. It is compared and never taken apart: a project may
 * have {@code -models-} in its name, too.
 */
final class LimitOwner {

  private static final String MODELS = "models-";
  private static final String PROJECTS = "projects-";

  private LimitOwner() {}

  static String model(String model) {
    return MODELS + ModelName.canonical(model);
  }

  static String project(String project) {
    return PROJECTS + ModelName.canonical(project);
  }

  static String modelIn(String project, String model) {
    return project(project) + "-" + model(model);
  }

  /** The same owner in a project of another name, or he himself if he is in none of the name. */
  static String renamed(String owner, String project, String to) {
    String one = PROJECTS + project;
    boolean inIt =
        owner.equals(one)
            || (owner.startsWith(one) && owner.startsWith("-" + MODELS, one.length()));
    return inIt ? project(to) + owner.substring(one.length()) : owner;
  }

  /** Whether somebody is named so in a setting. */
  static boolean isOne(String name) {
    return isOne(name, MODELS) || isOne(name, PROJECTS);
  }

  private static boolean isOne(String name, String kind) {
    return name.startsWith(kind)
        && name.length() > kind.length()
        && name.charAt(kind.length()) != '-'
        && !name.endsWith("-");
  }

  /** What holds without a limit of his, in words. */
  static String otherwise(String owner, LimitName limit) {
    return owner.startsWith(PROJECTS)
        ? "what holds for all projects"
        : "the value of " + limit.setting().shortName();
  }
}
