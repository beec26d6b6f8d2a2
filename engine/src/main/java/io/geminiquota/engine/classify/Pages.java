package io.geminiquota.engine.classify;

import org.jspecify.annotations.Nullable;

/** The pages of Google that answer an error. */
final class Pages {

  static final String RATE_LIMITS = "https://ai.google.dev/gemini-api/docs/rate-limits";
  static final String TROUBLESHOOTING = "https://ai.google.dev/gemini-api/docs/troubleshooting";
  static final String MODELS = "https://ai.google.dev/gemini-api/docs/models";
  static final String REGIONS = "https://ai.google.dev/gemini-api/docs/available-regions";
  static final String BATCH = "https://ai.google.dev/gemini-api/docs/batch-api";
  static final String KEYS = "https://aistudio.google.com/apikey";
  static final String SPEND = "https://aistudio.google.com/spend";
  static final String VERTEX_429 =
      "https://cloud.google.com/vertex-ai/generative-ai/docs/error-code-429";

  private static final String CONSOLE = "https://console.cloud.google.com/";

  private Pages() {}

  static String quotas(@Nullable String project) {
    return inConsole("iam-admin/quotas", project);
  }

  static String permissions(@Nullable String project) {
    return inConsole("iam-admin/iam", project);
  }

  static String billing(@Nullable String project) {
    return inConsole("billing/linkedaccount", project);
  }

  static String apis(@Nullable String project) {
    return inConsole("apis/library", project);
  }

  /** A page of the Cloud console, opened for the project if it is known. */
  private static String inConsole(String path, @Nullable String project) {
    return project == null ? CONSOLE + path : CONSOLE + path + "?project=" + project;
  }
}
