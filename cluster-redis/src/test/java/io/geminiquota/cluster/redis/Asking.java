package io.geminiquota.cluster.redis;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.limit.Amendment;
import io.geminiquota.engine.limit.Bounds;
import io.geminiquota.engine.limit.Cost;
import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.Lessons;
import io.geminiquota.engine.limit.PastUse;
import io.geminiquota.engine.limit.Petition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** A petition in the making: of a window of a minute, for nothing, unless it is said otherwise. */
final class Asking {

  static final Duration MINUTE = Duration.ofMinutes(1);

  /** A day that does not end while tests run, and whose keys do not go before. */
  static final Instant DAY_ENDS = Instant.parse("2100-03-03T08:00:00Z");

  private Duration window = MINUTE;
  private Bounds bounds = Bounds.NONE;
  private Bounds dayBounds = Bounds.NONE;
  private List<Cost> wants = List.of();
  private Priority priority = Priority.NORMAL;
  private int waiting;
  private Duration waitingFor = Duration.ZERO;
  private List<PastUse> made = List.of();
  private List<Amendment> amendments = List.of();
  private DayPage day = DayPage.BLANK;
  private Lessons lessons = Lessons.NONE;

  /** For so many requests, of at most so many in a window. */
  static Asking requests(int wants, long bound) {
    return new Asking().wants(Collections.nCopies(wants, Cost.ONE_REQUEST)).bound(bound);
  }

  static Asking nothing() {
    return new Asking();
  }

  Asking window(Duration newWindow) {
    window = newWindow;
    return this;
  }

  Asking bound(long requests) {
    return bounds(new Bounds(requests, Bounds.ANY, Bounds.ANY));
  }

  Asking bounds(Bounds newBounds) {
    bounds = newBounds;
    return this;
  }

  Asking dayBound(long requests) {
    dayBounds = new Bounds(requests, Bounds.ANY, Bounds.ANY);
    return this;
  }

  Asking wants(List<Cost> newWants) {
    wants = newWants;
    waiting = Math.max(waiting, newWants.size());
    return this;
  }

  Asking priority(Priority newPriority) {
    priority = newPriority;
    return this;
  }

  Asking waiting(int count, Duration longest) {
    waiting = count;
    waitingFor = longest;
    return this;
  }

  Asking made(PastUse... newMade) {
    made = List.of(newMade);
    return this;
  }

  Asking amends(Amendment... newAmendments) {
    amendments = List.of(newAmendments);
    return this;
  }

  Asking day(DayPage newDay) {
    day = newDay;
    return this;
  }

  Asking lessons(Lessons newLessons) {
    lessons = newLessons;
    return this;
  }

  Petition petition(long number, long heard) {
    return new Petition(
        number,
        heard,
        window,
        bounds,
        dayBounds,
        DAY_ENDS,
        wants,
        priority,
        waiting,
        waitingFor,
        made,
        amendments,
        day,
        lessons);
  }
}
