package io.geminiquota.adapters.log;

import io.geminiquota.engine.observe.SameProject;

/** The line of two keys, or projects, that have turned out to be one project. */
public final class SameProjectLine {

  private SameProjectLine() {}

  /** As a line of {@code key=value}, with a sentence for a person. */
  public static String of(SameProject same) {
    return new LogLine("same-project")
        .with("project", same.project())
        .with("other", same.other())
        .with("consumer", same.consumer())
        .with("text", same.text())
        .toString();
  }
}
