package io.geminiquota.engine.policy;

/** What settings are about. */
enum SettingGroup {
  GENERAL("general"),
  LIMITS("limits"),
  CALLS("calls"),
  ROUTES("other ways"),
  CACHE("cache"),
  CLUSTER("cluster"),
  TIME("minute and day"),
  SURROUNDINGS("surroundings");

  private final String title;

  SettingGroup(String title) {
    this.title = title;
  }

  /** The name in a message. */
  String title() {
    return title;
  }
}
