package io.geminiquota.engine.route;

/** Which of Google's services a request is for. */
public enum Service {
  /** The Gemini Developer API, at generativelanguage.googleapis.com. */
  GEMINI,
  /** Vertex AI, at aiplatform.googleapis.com. */
  VERTEX,
  /** Gemini's API at a host that is neither: a relay, a proxy, a simulator. */
  UNKNOWN
}
