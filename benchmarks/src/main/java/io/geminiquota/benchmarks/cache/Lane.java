package io.geminiquota.benchmarks.cache;

/** Who answers a call. */
public enum Lane {
  /** An application that keeps answers itself, by all that it asks; no call is made. */
  CAFFEINE("Caffeine alone, by the URL and the body"),
  /** OkHttp alone, with an answer that is there at once. */
  UNGOVERNED("OkHttp alone, answered in the process"),
  /** The same governed, without a cache. */
  GOVERNED("governed, answered in the process"),
  /** The cache. */
  HIT("governed, answered by the cache");

  private final String title;

  Lane(String title) {
    this.title = title;
  }

  /** As tables show it. */
  String title() {
    return title;
  }
}
