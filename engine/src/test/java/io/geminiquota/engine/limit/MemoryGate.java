package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The shared quota of one gate as a store decides on it, in plain Java: what the script of every
 * store has to do, number for number. Times are microseconds of the store's clock. Not thread-safe.
 */
public final class MemoryGate {

  private static final long SECOND = 1_000_000;
  private static final long GRACE = 250_000;
  private static final long LEAST_PAUSE = 1_000;

  /** Who might go if those before him did not come stays away a moment longer than they should. */
  private static final long PATIENCE = 4_000;

  /** More if many wait, because then each is looked at each time that one of them comes. */
  private static final long PATIENCE_WITH_MANY = 6;

  private static final int DIMENSIONS = 3;

  /** Who waits comes so often, for what others give back; less often if many wait. */
  private static final int LOOKS_IN_A_WINDOW = 60;

  /** A window is told in so many bins. */
  private static final int BINS = 16;

  /** So many batches are looked at to tell when there will be room. */
  private static final int LOOKED_AT = 128;

  /** A gate that has nothing to remember. */
  private static final String NO_EPOCH = "";

  private static final long KNOWS_NOTHING = 0;

  /**
   * What a member knows of the store; kept beside its petitions.
   *
   * @param epoch of the last reply, null if there was none
   * @param members how many there were
   * @param number of the petition that was replied to
   * @param version of what is known of limits and shares
   */
  public record LastHeard(@Nullable String epoch, int members, long number, long version) {
    /** Nothing yet. */
    public static final LastHeard NOTHING = new LastHeard(null, 0, 0, KNOWS_NOTHING);
  }

  private static final class Use {
    final String member;
    final String id;
    long time;
    long slot;
    final long[] cost;

    Use(String member, String id, long time, long... cost) {
      this.member = member;
      this.id = id;
      this.time = time;
      this.cost = cost;
    }
  }

  private static final class Sum {
    long batches;
    final long[] used = new long[DIMENSIONS];
  }

  private record Demand(int priority, long since, int waiting, long[] cost, long until) {}

  private static final class DayRecord {
    long last;
    long[] told = new long[DIMENSIONS];
    String limits = "";
    final Map<Long, long[]> later = new HashMap<>();

    long total(int dimension) {
      return told[dimension] + later.values().stream().mapToLong(cost -> cost[dimension]).sum();
    }
  }

  private static final class Day {
    final Map<String, DayRecord> members = new HashMap<>();
    final Map<Dimension, Quota> limits = new EnumMap<>(Dimension.class);
    @Nullable UsedUp usedUp;

    final long[] totals = new long[DIMENSIONS];

    long total(int dimension) {
      return totals[dimension];
    }

    /** Changes what a member has used, and the sums with it. */
    void change(DayRecord member, Runnable change) {
      for (int i = 0; i < DIMENSIONS; i++) {
        totals[i] -= member.total(i);
      }
      change.run();
      for (int i = 0; i < DIMENSIONS; i++) {
        totals[i] += member.total(i);
      }
    }
  }

  private record Told(Window window, Dimension dimension) {}

  private final Comparator<Use> byAge =
      Comparator.<Use>comparingLong(use -> use.time).thenComparing(use -> use.id);

  private String epoch = NO_EPOCH;
  private long began;
  private long expected;
  private long last = Long.MIN_VALUE;
  private long window;
  private long windowTold;
  private long width;
  private long closed;
  private long version = KNOWS_NOTHING;
  private @Nullable String leader;
  private final TreeSet<Use> uses = new TreeSet<>(byAge);
  private final Map<String, Use> byId = new HashMap<>();
  private Sum all = new Sum();
  private final Map<String, Sum> sums = new HashMap<>();
  private final Map<String, Long> heard = new HashMap<>();
  private final Map<String, Long> known = new HashMap<>();
  private final Map<String, Demand> demands = new HashMap<>();
  private final Map<Instant, Day> days = new HashMap<>();
  private final Map<Told, Quota> limits = new HashMap<>();
  private final long[] shares = {Bounds.ANY, Bounds.ANY, Bounds.ANY};

  /** Forgets everything, as if its keys had been deleted. */
  public void wipe() {
    begin(NO_EPOCH, 0);
    last = Long.MIN_VALUE;
    days.clear();
    limits.clear();
    version = KNOWS_NOTHING;
    shares[0] = Bounds.ANY;
    shares[1] = Bounds.ANY;
    shares[2] = Bounds.ANY;
  }

  /** The version of what is known now; a time, so that it is never the same again. */
  public long version() {
    return version;
  }

  /** The member uses the quota no more. */
  public void leave(String member) {
    heard.remove(member);
    known.remove(member);
    demands.remove(member);
  }

  /**
   * Replies to a petition.
   *
   * @param clock microseconds since 1970, by the store's clock
   * @param fresh the name of the epoch that begins now, if one does
   */
  public Reply exchange(
      String member, LastHeard lastHeard, Petition petition, long clock, String fresh) {
    Day day = days.computeIfAbsent(petition.dayEnds(), ends -> new Day());
    DayRecord own = day.members.get(member);
    boolean forgotten = own != null && own.last < lastHeard.number();
    boolean turnedBack = last != Long.MIN_VALUE && clock < last - SECOND;
    if (epoch.equals(NO_EPOCH) || forgotten || turnedBack) {
      begin(fresh, clock);
      last = clock;
    }
    long now = Math.max(clock, last);
    last = now;
    boolean elsewhere = lastHeard.epoch() != null && !lastHeard.epoch().equals(epoch);

    rememberWindow(micros(petition.window()), now);
    forgetUses(now);
    amend(member, petition.amendments(), now);
    made(member, petition, now);

    heard.put(member, now);
    known.putIfAbsent(member, now);
    heard.values().removeIf(time -> time <= now - 3 * window);
    known.keySet().retainAll(heard.keySet());
    long live = heard.values().stream().filter(time -> isLive(time, now)).count();
    if (now < began + window) {
      expected = Math.max(expected, elsewhere ? lastHeard.members() : 0);
    } else {
      expected = 0;
    }
    long members = Math.max(heard.size(), expected);
    lead(now);

    boolean unaware = version != KNOWS_NOTHING && version != lastHeard.version();
    learn(petition.lessons(), now);
    DayRecord record = day.members.computeIfAbsent(member, name -> new DayRecord());
    day.change(record, () -> tell(day, record, petition));

    double[] bounds = reserved(petition.bounds(), live, members);
    double[] dayBounds = reserved(petition.dayBounds(), 1, 1);
    long[] dayUsed = {day.total(0), day.total(1), day.total(2)};
    demands.remove(member);
    demands.values().removeIf(demand -> demand.until() <= now);
    Order order = new Order(member, petition, bounds, now);

    boolean shut = closed > now || elsewhere || unaware;
    long[] granted = new long[DIMENSIONS];
    int count = 0;
    double[] ahead = new double[DIMENSIONS];
    boolean dayFits = true;
    while (count < petition.wants().size()) {
      long[] want = of(petition.wants().get(count));
      ahead = order.ahead();
      dayFits = fits(dayUsed, granted, new double[DIMENSIONS], want, dayBounds);
      if (shut || !dayFits || !fits(all.used, granted, ahead, want, bounds)) {
        break;
      }
      for (int i = 0; i < DIMENSIONS; i++) {
        granted[i] += want[i];
      }
      order.granted(want);
      count++;
    }
    if (count > 0) {
      add(new Use(member, member + ":" + petition.number(), now, granted.clone()));
      day.change(
          record,
          () ->
              record.later.merge(
                  petition.number(),
                  granted,
                  (one, other) ->
                      new long[] {one[0] + other[0], one[1] + other[1], one[2] + other[2]}));
    }

    long comeAgain = 0;
    if (count < petition.wants().size()) {
      long[] first = of(petition.wants().get(count));
      comeAgain = comeAgain(first, ahead, bounds, dayFits, elsewhere || unaware, now);
      if (petition.waiting() > 0) {
        demands.put(
            member,
            new Demand(
                petition.priority().ordinal(),
                now - micros(petition.waitingFor()),
                Math.max(petition.waiting(), petition.wants().size()) - count,
                first,
                now + comeAgain + GRACE));
      }
    } else if (count > 0 && petition.waiting() > count) {
      comeAgain = LEAST_PAUSE;
    }

    return new Reply(
        epoch,
        Instant.EPOCH.plus(now, ChronoUnit.MICROS),
        count,
        Duration.of(comeAgain, ChronoUnit.MICROS),
        new Cost(all.used[0], all.used[1], all.used[2]),
        petition.wants().isEmpty() ? others(member, now) : List.of(),
        (int) members,
        member.equals(leader),
        page(day, record),
        new Lessons(
            List.copyOf(limits.values()),
            new Bounds(shares[0], shares[1], shares[2]),
            Duration.of(Math.max(0, closed - now), ChronoUnit.MICROS)));
  }

  /** All that is counted by time begins anew; what is known, and the days, are kept. */
  private void begin(String newEpoch, long now) {
    epoch = newEpoch;
    began = now;
    expected = 0;
    uses.clear();
    byId.clear();
    sums.clear();
    all = new Sum();
    window = 0;
    windowTold = 0;
    width = 0;
    heard.clear();
    known.clear();
    demands.clear();
    leader = null;
    closed = 0;
  }

  private void rememberWindow(long told, long now) {
    if (told >= window || now - windowTold > 2 * window) {
      window = told;
      windowTold = now;
    }
  }

  // Uses

  private void forgetUses(long now) {
    while (!uses.isEmpty() && uses.first().time <= now - window) {
      Use oldest = uses.first();
      uses.remove(oldest);
      byId.remove(oldest.id);
      count(oldest, -1);
    }
    if (uses.isEmpty()) {
      width = (window + BINS - 2) / (BINS - 1);
    }
  }

  private void add(Use use) {
    uses.add(use);
    byId.put(use.id, use);
    count(use, 1);
  }

  /** Counts a use in all the sums that it belongs to, or counts it there no more. */
  private void count(Use use, int sign) {
    if (sign > 0) {
      use.slot = Math.floorDiv(use.time, width);
    }
    count(all, use, sign);
    for (String name : List.of("u:" + use.member, "s:" + use.slot, slot(use.slot, use.member))) {
      Sum sum = sums.computeIfAbsent(name, key -> new Sum());
      count(sum, use, sign);
      if (sum.batches == 0) {
        sums.remove(name);
      }
    }
  }

  private static void count(Sum sum, Use use, int sign) {
    sum.batches += sign;
    for (int i = 0; i < DIMENSIONS; i++) {
      sum.used[i] += sign * use.cost[i];
    }
  }

  private static String slot(long slot, String member) {
    return "s:" + slot + ":" + member;
  }

  private void amend(String member, List<Amendment> amendments, long now) {
    for (Amendment amendment : amendments) {
      Use use = byId.get(member + ":" + amendment.grant());
      if (use != null) {
        count(use, -1);
        uses.remove(use);
        use.cost[0] = Math.max(0, use.cost[0] + amendment.requests());
        use.cost[1] = Math.max(0, use.cost[1] + amendment.tokens());
        use.cost[2] = Math.max(0, use.cost[2] + amendment.images());
        use.time = Math.max(use.time, Math.min(now, use.time + micros(amendment.later())));
        count(use, 1);
        uses.add(use);
      }
    }
  }

  private void made(String member, Petition petition, long now) {
    int index = 0;
    for (PastUse past : petition.made()) {
      index++;
      long age = micros(past.age());
      if (age < window) {
        String id = member + ":" + petition.number() + "." + index;
        add(new Use(member, id, now - age, of(past.cost())));
      }
    }
  }

  private List<PastUse> others(String member, long now) {
    List<PastUse> bins = new ArrayList<>();
    long[] rest = all.used.clone();
    minus(rest, sums.get("u:" + member));
    long newest = Math.floorDiv(now, width);
    for (long slot = newest; slot > newest - (BINS - 1); slot--) {
      long[] bin = new long[DIMENSIONS];
      Sum sum = sums.get("s:" + slot);
      if (sum != null) {
        bin = sum.used.clone();
        minus(bin, sums.get(slot(slot, member)));
      }
      for (int i = 0; i < DIMENSIONS; i++) {
        rest[i] -= bin[i];
      }
      addBin(bins, bin, now - (slot + 1) * width);
    }
    addBin(bins, rest, now - (newest - (BINS - 2)) * width);
    return bins;
  }

  private static void minus(long[] from, @Nullable Sum sum) {
    for (int i = 0; sum != null && i < DIMENSIONS; i++) {
      from[i] -= sum.used[i];
    }
  }

  private static void addBin(List<PastUse> bins, long[] cost, long age) {
    if (cost[0] > 0 || cost[1] > 0 || cost[2] > 0) {
      Duration youngest = Duration.of(Math.max(0, age), ChronoUnit.MICROS);
      bins.add(new PastUse(new Cost(cost[0], cost[1], cost[2]), youngest));
    }
  }

  // Members

  private boolean isLive(long time, long now) {
    return time > now - window * 3 / 16;
  }

  private void lead(long now) {
    boolean leads = leader != null && heard.containsKey(leader) && isLive(heard.get(leader), now);
    if (!leads) {
      leader =
          known.keySet().stream()
              .filter(name -> isLive(heard.get(name), now))
              .min(Comparator.<String>comparingLong(known::get).thenComparing(name -> name))
              .orElseThrow();
    }
  }

  private static double[] reserved(Bounds bounds, long live, long members) {
    double[] reserved = new double[DIMENSIONS];
    for (Dimension dimension : Dimension.values()) {
      long bound = bounds.of(dimension);
      double some = Math.max(1, Math.floor((double) bound * live / members));
      reserved[dimension.index] =
          bound == Bounds.ANY ? Double.POSITIVE_INFINITY : members > live ? some : bound;
    }
    return reserved;
  }

  // Who goes first

  /** What is kept back from one member, for those who are before him. */
  private final class Order {

    private final double[] bounds;
    private final double[] higher = new double[DIMENSIONS];
    private final List<Rival> rivals = new ArrayList<>();
    private double level;

    private record Rival(double level, double unit, int waiting, long[] cost, boolean longer) {}

    Order(String member, Petition petition, double[] bounds, long now) {
      this.bounds = bounds;
      long since = now - micros(petition.waitingFor());
      int priority = aged(petition.priority().ordinal(), since, now);
      level = level(member);
      for (Map.Entry<String, Demand> entry : demands.entrySet()) {
        Demand demand = entry.getValue();
        int other = aged(demand.priority(), demand.since(), now);
        boolean equals = demand.priority() == petition.priority().ordinal() || other == priority;
        if (!equals && other < priority) {
          for (int i = 0; i < DIMENSIONS; i++) {
            higher[i] += demand.waiting() * Math.min(demand.cost()[i], bounds[i]);
          }
        } else if (equals) {
          boolean longer =
              demand.since() < since
                  || demand.since() == since && entry.getKey().compareTo(member) < 0;
          double unit = share(demand.cost());
          rivals.add(
              new Rival(level(entry.getKey()), unit, demand.waiting(), demand.cost(), longer));
        }
      }
    }

    private int aged(int priority, long since, long now) {
      return (int) Math.max(0, priority - Math.floorDiv(now - since, window));
    }

    private double level(String member) {
      Sum sum = sums.get("u:" + member);
      return sum == null ? 0 : share(sum.used);
    }

    /** The largest part of a bound. */
    private double share(long[] cost) {
      double share = 0;
      for (int i = 0; i < DIMENSIONS; i++) {
        share = Math.max(share, cost[i] / bounds[i]);
      }
      return share;
    }

    void granted(long[] cost) {
      level += share(cost);
    }

    /** What those use who come before this member's next one. */
    double[] ahead() {
      double[] ahead = higher.clone();
      for (Rival rival : rivals) {
        double before = before(rival);
        for (int i = 0; i < DIMENSIONS; i++) {
          ahead[i] += before * Math.min(rival.cost()[i], bounds[i]);
        }
      }
      return ahead;
    }

    private double before(Rival rival) {
      double gap = level - rival.level();
      if (gap < 0) {
        return 0;
      }
      if (rival.unit() == 0) {
        return gap > 0 || rival.longer() ? rival.waiting() : 0;
      }
      double units = gap / rival.unit();
      double whole = Math.ceil(units);
      if (whole == units && rival.longer()) {
        whole++;
      }
      return Math.min(rival.waiting(), whole);
    }
  }

  private static boolean fits(
      long[] used, long[] granted, double[] ahead, long[] want, double[] bounds) {
    for (int i = 0; i < DIMENSIONS; i++) {
      double before = used[i] + granted[i] + ahead[i];
      if (want[i] > 0 && before > 0 && before + want[i] > bounds[i]) {
        return false;
      }
    }
    return true;
  }

  private long comeAgain(
      long[] want, double[] ahead, double[] bounds, boolean dayFits, boolean soon, long now) {
    long many = PATIENCE_WITH_MANY * demands.size() * demands.size();
    long rare = Math.max(SECOND, window / 10);
    long longest = Math.min(rare, window / LOOKS_IN_A_WINDOW + many);
    if (soon) {
      return LEAST_PAUSE;
    }
    long pause = dayFits ? roomIn(want, ahead, bounds, longest, now) : longest;
    long shutFor = Math.min(rare, closed - now);
    return Math.max(LEAST_PAUSE, Math.max(Math.min(longest, pause), shutFor));
  }

  /** When it is his turn; not much later than when it would be if those before him did not come. */
  private long roomIn(long[] want, double[] ahead, double[] bounds, long longest, long now) {
    double[] missing = new double[DIMENSIONS];
    double[] alone = new double[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      if (want[i] > 0 && bounds[i] != Double.POSITIVE_INFINITY) {
        alone[i] = all.used[i] + Math.min(want[i], bounds[i]) - bounds[i];
        missing[i] = alone[i] + ahead[i];
      }
    }
    int looked = 0;
    long time = now - window;
    long patience = PATIENCE + PATIENCE_WITH_MANY * demands.size() * demands.size();
    long latest = longest;
    Iterator<Use> oldest = uses.iterator();
    while (isAny(missing)) {
      if (latest == longest && !isAny(alone)) {
        latest = Math.min(longest, time + window - now + patience);
      }
      if (looked == LOOKED_AT) {
        return Math.min(latest, time + window - now);
      }
      Use use = oldest.hasNext() ? oldest.next() : null;
      if (use == null || use.time > now + longest - window) {
        return latest;
      }
      looked++;
      time = use.time;
      for (int i = 0; i < DIMENSIONS; i++) {
        missing[i] -= use.cost[i];
        alone[i] -= use.cost[i];
      }
    }
    return Math.min(latest, time + window - now);
  }

  private static boolean isAny(double[] missing) {
    return missing[0] > 0 || missing[1] > 0 || missing[2] > 0;
  }

  // What is known

  private void learn(Lessons lessons, long now) {
    if (!lessons.limits().isEmpty() || !lessons.shares().equals(Bounds.NONE)) {
      version = Math.max(now, version + 1);
    }
    for (Quota quota : lessons.limits()) {
      limits.put(new Told(quota.window(), quota.dimension()), quota);
    }
    for (Dimension dimension : Dimension.values()) {
      if (lessons.shares().of(dimension) != Bounds.ANY) {
        shares[dimension.index] = lessons.shares().of(dimension);
      }
    }
    if (!lessons.closedFor().isZero()) {
      closed = Math.max(closed, now + micros(lessons.closedFor()));
    }
  }

  private static void tell(Day day, DayRecord record, Petition petition) {
    DayPage page = petition.day();
    if (petition.number() > record.last) {
      record.last = petition.number();
      record.told = new long[] {page.requests(), page.tokens(), page.images()};
      record.later.keySet().removeIf(number -> number <= petition.heard());
    }
    // A member tells all the limits that it knows, again and again: news is what it told otherwise.
    String told = page.limits().toString();
    if (!told.equals("[]") && !told.equals(record.limits)) {
      record.limits = told;
      for (Quota quota : page.limits()) {
        day.limits.put(quota.dimension(), quota);
      }
    }
    UsedUp said = page.usedUp();
    if (said != null && (day.usedUp == null || isNewer(said, day.usedUp))) {
      day.usedUp = said;
    }
  }

  private static boolean isNewer(UsedUp said, UsedUp before) {
    int order = said.said().compareTo(before.said());
    return order > 0 || order == 0 && said.until().isBefore(before.until());
  }

  private static DayPage page(Day day, DayRecord own) {
    long[] others = new long[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      others[i] = Math.max(0, day.total(i) - own.total(i));
    }
    return new DayPage(
        others[0], others[1], others[2], List.copyOf(day.limits.values()), day.usedUp);
  }

  private static long[] of(Cost cost) {
    return new long[] {cost.requests(), cost.tokens(), cost.images()};
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
