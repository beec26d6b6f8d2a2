package io.geminiquota.engine.policy;

/** The usage tier of a project of the Gemini Developer API; Vertex AI has none. */
public enum Tier {
  /** No billing account is linked. */
  FREE,
  /** A billing account is linked. */
  TIER_1,
  /** Some money was spent. */
  TIER_2,
  /** Much money was spent. */
  TIER_3
}
