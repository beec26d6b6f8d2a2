package io.geminiquota.engine.observe;

import java.time.Instant;

/**
 * Two projects, or two keys, turned out to be one and the same project of Google's: they have one
 * quota, and going from one to the other gains nothing.
 *
 * @param project the name under which their quota is counted from now on
 * @param other the other name
 * @param consumer what Google calls the project: its id or number
 * @param text a sentence for a person: what, and what to do now
 * @param at when it was noticed
 */
public record SameProject(String project, String other, String consumer, String text, Instant at) {

  /** With the sentence. */
  public static SameProject found(String project, String other, String consumer, Instant at) {
    String text =
        "The keys of "
            + project
            + " and of "
            + other
            + " belong to one project of Google's ("
            + consumer
            + "), whose quota counts the calls of both: rotating them gains nothing. From now on"
            + " they are paced as one. For more, raise the quota of that project, or name a"
            + " project that has its own billing.";
    return new SameProject(project, other, consumer, text, at);
  }
}
