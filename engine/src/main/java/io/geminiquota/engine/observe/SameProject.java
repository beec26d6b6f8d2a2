package io.geminiquota.engine.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two projects, or two keys, are one and the same project of Google's, or seem to be: then they
 * have one quota, and going from one to the other gains nothing.
 *
 * @param project one name; if it is certain, the one under which their quota is counted from now on
 * @param others the other names, one or more
 * @param ground how it was noticed
 * @param consumer what Google calls the project: its id or number; null if that is not known
 * @param text a sentence for a person: what, and what to do now
 * @param at when it was noticed
 */
public record SameProject(
    String project,
    List<String> others,
    Ground ground,
    @Nullable String consumer,
    String text,
    Instant at) {

  /** How it was noticed. */
  public enum Ground {
    /** Google's errors name the project of each. It is certain, and they are paced as one. */
    CONSUMER,
    /**
     * What one may use moves with what the others have used. It is a suspicion: nothing is done but
     * to tell it.
     */
    MOVEMENT
  }

  /** Errors name the project of both. */
  public static SameProject named(String project, String other, String consumer, Instant at) {
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
    return new SameProject(project, List.of(other), Ground.CONSUMER, consumer, text, at);
  }

  /**
   * One quota seems to move with the use of all.
   *
   * @param names two or more
   * @param limit of requests per minute
   * @param rejections that came when all together had used just the limit
   * @param within in which time
   */
  public static SameProject suspected(
      List<String> names, long limit, int rejections, Duration within, Instant at) {
    String text =
        "The keys of "
            + String.join(" and of ", names)
            + " seem to belong to one project of Google's: "
            + rejections
            + " rejections in "
            + Math.max(1, within.toMinutes())
            + " minutes came just when all of them together had used the limit of "
            + limit
            + " requests per minute, one more whenever another less. If it is so, that quota counts"
            + " the calls of all, and rotating them gains nothing: put them under one project in the"
            + " settings (project, or one projects.<project>.id), and they are paced as one. If it"
            + " is not, there is nothing to do: they are paced apart as before.";
    List<String> others = names.subList(1, names.size());
    return new SameProject(names.get(0), others, Ground.MOVEMENT, null, text, at);
  }
}
