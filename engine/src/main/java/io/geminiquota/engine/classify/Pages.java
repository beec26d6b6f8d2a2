package io.geminiquota.engine.classify;

import org.jspecify.annotations.Nullable;

/** The pages of Google that answer an error. */
final class Pages {

  static final String RATE_LIMITS = "https://ai.google.dev/gemini-api/docs/rate-limits";
  static final String TROUBLESHOOTING = "https://ai.google.dev/gemini-api/docs/troubleshooting";
  static final String MODELS = "https://ai.google.dev/gemini-api/docs/models";
  static final String REGIONS = "https://ai.google.dev/gemini-api/docs/available-regions";
  static final String BATCH = "https://ai.google.dev/gemini-api/docs/batch-api";
  static final String CACHING = "https://ai.google.dev/gemini-api/docs/caching";
  static final String FILES = "https://ai.google.dev/gemini-api/docs/files";
  static final String VERTEX_429 =
      "https://cloud.google.com/vertex-ai/generative-ai/docs/error-code-429";
  static final String USER_CREDENTIALS =
      "https://docs.cloud.google.com/docs/authentication/troubleshoot-adc";

  private static final String STUDIO = "https://aistudio.google.com/";

  static final String KEYS = STUDIO + "api-keys";
  static final String TIERS = STUDIO + "projects";
  static final String CREDITS = STUDIO + "billing";
  static final String STATUS = STUDIO + "status";

  private static final String CONSOLE = "https://console.cloud.google.com/";

  private Pages() {}

  /** A sentence with a blank before it. */
  static String see(String address) {
    return " See " + address + ".";
  }

  /** The limits of a project as they are now, and what it uses of them. */
  static String limits(@Nullable String project) {
    return inStudio("rate-limit", project);
  }

  static String spend(@Nullable String project) {
    return inStudio("spend", project);
  }

  static String quotas(@Nullable String project) {
    return open(CONSOLE + "iam-admin/quotas", project);
  }

  static String permissions(@Nullable String project) {
    return open(CONSOLE + "iam-admin/iam", project);
  }

  /** Where the restrictions of API keys are set. */
  static String credentials(@Nullable String project) {
    return open(CONSOLE + "apis/credentials", project);
  }

  static String billing(@Nullable String project) {
    return open(CONSOLE + "billing/linkedaccount", project);
  }

  static String apis(@Nullable String project) {
    return open(CONSOLE + "apis/library", project);
  }

  /** AI Studio knows projects by their ids, not by their numbers. */
  private static String inStudio(String path, @Nullable String project) {
    boolean number = project != null && project.chars().allMatch(c -> Names.isDigit((char) c));
    return open(STUDIO + path, number ? null : project);
  }

  /** A page, opened for the project if it is known. */
  private static String open(String page, @Nullable String project) {
    return project == null ? page : page + "?project=" + project;
  }
}
