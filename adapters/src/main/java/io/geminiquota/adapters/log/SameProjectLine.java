package io.geminiquota.adapters.log;

import io.geminiquota.engine.observe.SameProject;
import java.util.Locale;

/** The line of two keys, or projects, that are one project or seem to be. */
public final class SameProjectLine {

  private SameProjectLine() {}

  /** As a line of {@code key=value}, with a sentence for a person. */
  public static String of(SameProject same) {
    return new LogLine("same-project")
        .with("project", same.project())
        .with("other", String.join(",", same.others()))
        .with("ground", same.ground().name().toLowerCase(Locale.ROOT))
        .with("consumer", same.consumer())
        .with("text", same.text())
        .toString();
  }
}
