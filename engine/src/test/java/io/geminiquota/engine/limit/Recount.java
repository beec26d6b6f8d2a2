package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Window;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what a gate let through, by the book and from the beginning each time: every use is kept
 * with all that happened to it. Written apart from the engine's own windows, as their judge.
 */
final class Recount {

  /** What one admitted attempt uses. */
  static final class Use {
    final LocalDate day;
    final long admitted;
    Cost cost;
    Long left;

    /** Until when it may have been on its way, as far as can be told. */
    long latestArrival;

    boolean givenBack;
    boolean open = true;
    boolean underWay = true;

    Use(LocalDate day, long admitted, Cost cost) {
      this.day = day;
      this.admitted = admitted;
      this.cost = cost;
    }
  }

  private final List<Quota> quotas;
  private final Long concurrency;
  private final long window;
  private final long guard;
  private boolean answered;
  private final List<Use> uses = new ArrayList<>();

  /**
   * @param quotas that are known from the start
   * @param window how long a use counts for the server, in nanoseconds
   * @param guard how much longer it may be counted to be safe
   */
  Recount(List<Quota> quotas, Long concurrency, long window, long guard) {
    this.quotas = quotas;
    this.concurrency = concurrency;
    this.window = window;
    this.guard = guard;
  }

  /** An attempt is admitted; fails if that is one too many. */
  Use admit(long now, LocalDate day, Cost cost) {
    for (Quota quota : quotas) {
      if (quota.origin() == Quota.Origin.CONFIGURED) {
        long used =
            quota.window() == Window.DAY ? ofDay(quota, day) : ofMinute(quota, now, window, false);
        long wanted = cost.of(quota.dimension());
        assertThat(used == 0 || wanted == 0 || used + wanted <= quota.limit())
            .as("%d of %d used, %d more admitted of %s", used, quota.limit(), wanted, quota)
            .isTrue();
      }
    }
    if (concurrency != null) {
      assertThat(open()).as("open at once").isLessThan(concurrency);
    }
    Use use = new Use(day, now, cost);
    uses.add(use);
    return use;
  }

  /** An attempt leaves: before the first answer, or when it was slow to, it may be late. */
  void leave(Use use, long now) {
    long most = window / 100;
    long journey = answered ? Math.min((now - use.admitted) / 2, most) : most;
    use.left = now;
    use.latestArrival = now + Math.max(0, journey - guard);
  }

  /** An attempt has been with the server. */
  void arrive(Use use, long now) {
    answered = true;
    use.latestArrival = Math.min(use.latestArrival, now);
  }

  /** Whether an attempt has room, by a count that errs towards no as the engine may. */
  boolean surelyHasRoom(long now, LocalDate day, Cost cost) {
    if (concurrency != null && open() >= concurrency) {
      return false;
    }
    boolean paced = false;
    for (Quota quota : quotas) {
      long used;
      if (quota.window() == Window.DAY) {
        used = ofDay(quota, day);
      } else {
        paced = true;
        used = ofMinute(quota, now, window + guard, true);
      }
      long wanted = cost.of(quota.dimension());
      if (used > 0 && wanted > 0 && used + wanted > quota.limit()) {
        return false;
      }
    }
    return paced || uses.stream().filter(use -> use.underWay).count() < 4;
  }

  private long open() {
    return uses.stream().filter(use -> use.open).count();
  }

  private long ofDay(Quota quota, LocalDate day) {
    return uses.stream()
        .filter(use -> !use.givenBack && use.day.equals(day))
        .mapToLong(use -> use.cost.of(quota.dimension()))
        .sum();
  }

  /**
   * @param inOrder whether who was admitted earlier and left later keeps those behind him, and what
   *     was slow to leave counts longer
   */
  private long ofMinute(Quota quota, long now, long length, boolean inOrder) {
    long sum = 0;
    boolean kept = false;
    for (Use use : uses) {
      boolean counts = !use.givenBack && (use.left == null || now - since(use, inOrder) < length);
      kept |= inOrder && counts;
      if (counts || (kept && !use.givenBack)) {
        sum += use.cost.of(quota.dimension());
      }
    }
    return sum;
  }

  private long since(Use use, boolean safely) {
    return safely ? use.latestArrival : use.left;
  }
}
