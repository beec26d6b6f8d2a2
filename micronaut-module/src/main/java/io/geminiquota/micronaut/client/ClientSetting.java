package io.geminiquota.micronaut.client;

/**
 * What can be set of the client that is made when the application has none of its own. What is not
 * set the SDK reads from its own variables of the environment.
 */
enum ClientSetting {
  API_KEY("api-key", "an API key", "`GOOGLE_API_KEY`, else `GEMINI_API_KEY`"),
  VERTEX_AI("vertex-ai", "true or false", "`GOOGLE_GENAI_USE_VERTEXAI`, else false"),
  PROJECT_ID("project-id", "a Google Cloud project", "`GOOGLE_CLOUD_PROJECT`"),
  LOCATION("location", "a Google Cloud location, like us-central1", "`GOOGLE_CLOUD_LOCATION`"),
  BASE_URL(
      "base-url",
      "an http or https URL",
      "`GOOGLE_GEMINI_BASE_URL` or `GOOGLE_VERTEX_BASE_URL`, else Google's own"),
  API_VERSION("api-version", "a version of the API, like v1beta", "the SDK's own"),
  TIMEOUT("timeout", "a duration from 1ms to 24d, like 500ms, 30s or 5m", "no timeout");

  static final String TREE = "gemini.client";

  private final String shortName;
  private final String allowed;
  private final String otherwise;

  ClientSetting(String shortName, String allowed, String otherwise) {
    this.shortName = shortName;
    this.allowed = allowed;
    this.otherwise = otherwise;
  }

  /** The name in the tree. */
  String shortName() {
    return shortName;
  }

  /** Which values are accepted, in words. */
  String allowed() {
    return allowed;
  }

  /** What holds when it is not set, in words. */
  String otherwise() {
    return otherwise;
  }
}
