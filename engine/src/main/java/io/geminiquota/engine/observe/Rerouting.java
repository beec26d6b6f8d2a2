package io.geminiquota.engine.observe;

import io.geminiquota.engine.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An attempt goes another way than the application asked.
 *
 * @param asked where it was to go
 * @param taken where it goes
 * @param reason why
 * @param leftOut the parameters of the request that the model there does not take and that are not
 *     sent, by their paths in the body
 * @param at when that was decided
 */
public record Rerouting(Route asked, Route taken, Reason reason, List<String> leftOut, Instant at) {

  /** What the API has for a name; a request can have anything for one. */
  private static final Pattern FIELDS = Pattern.compile("[A-Za-z_.]{1,120}");

  /** Copies the list, without what cannot be the name of a parameter. */
  public Rerouting {
    leftOut = leftOut.stream().filter(path -> FIELDS.matcher(path).matches()).toList();
  }

  /** Why an attempt goes another way. */
  public enum Reason {
    /** Several places have room, and it was the turn of this one. */
    SHARED,
    /** The quota of the way that was asked has no room in time. */
    QUOTA,
    /** The quota day of the way that was asked is used up. */
    DAY,
    /** The model that was asked has no capacity. */
    CAPACITY,
    /** The way that was asked is known to fail: its key, its project, its model. */
    CIRCUIT
  }
}
