package io.geminiquota.testkit;

/**
 * The billing tier of all projects: decides by which names errors call a quota, not how large it
 * is. The names are those seen in published error bodies; where none was published, they follow the
 * pattern of the others.
 */
public enum Tier {
  /** {@code generate_content_free_tier_requests}, {@code ...PerModel-FreeTier}. */
  FREE,
  /** {@code generate_requests_per_model}, {@code ...PerProjectPerModel}. */
  PAID
}
