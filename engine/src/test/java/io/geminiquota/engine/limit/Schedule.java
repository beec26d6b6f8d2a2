package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.VirtualTime;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.QuotaDay;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Violation;
import io.geminiquota.engine.classify.Window;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Some calls at a gate, as chance will have them: their limits, their costs, their patience, how
 * they are answered and when they are given up. Whatever happens is judged as it happens.
 */
final class Schedule {

  private static final Duration MINUTE = MinuteTerms.MINUTE;
  private static final Duration UNTIL_MIDNIGHT = Duration.ofHours(22);
  private static final Duration TWO_DAYS = Duration.ofDays(2);
  private static final int MOST_ATTEMPTS = 3;

  private static final List<Priority> PRIORITIES = List.of(Priority.values());

  private final Random random;
  private final VirtualTime time = new VirtualTime();

  /** The server turns nothing away: then what is to be admitted, and when, can be told exactly. */
  private final boolean calm;

  private final List<Quota> quotas = new ArrayList<>();
  private final Long concurrency;
  private final QuotaGate gate;
  private final Recount recount;
  private final TurnWatch turns = new TurnWatch();
  private boolean shut;
  private long arrivals;
  private long wakes;
  private long events;

  Schedule(long seed) {
    random = new Random(seed);
    calm = random.nextBoolean();
    if (random.nextInt(3) == 0) {
      time.advance(UNTIL_MIDNIGHT.minusSeconds(random.nextInt(300)));
    }
    limit(Dimension.REQUESTS, Window.MINUTE, 20);
    limit(Dimension.TOKENS, Window.MINUTE, 1_000);
    limit(Dimension.IMAGES, Window.MINUTE, 5);
    limit(Dimension.REQUESTS, Window.DAY, 60);
    limit(Dimension.TOKENS, Window.DAY, 5_000);
    concurrency = random.nextInt(3) == 0 ? 1L + random.nextInt(6) : null;
    GateTerms terms =
        MinuteTerms.of(
            quotas, concurrency, random.nextInt(5) == 0 ? 1 + random.nextInt(20) : 1_000);
    gate =
        new QuotaGate(
            terms,
            time,
            (at, task) -> {
              wakes++;
              time.schedule(at, task);
            },
            new Random(seed));
    recount = new Recount(quotas, concurrency, MINUTE.toNanos(), new Guard(MINUTE, 0).width());
    time.beforeTimePasses(this::look);
  }

  private void limit(Dimension dimension, Window window, int most) {
    if (random.nextBoolean()) {
      Quota.Origin origin = random.nextInt(4) == 0 ? Quota.Origin.PRESET : Quota.Origin.CONFIGURED;
      quotas.add(Quota.untold(dimension, window, 1 + random.nextInt(most), origin));
    }
  }

  /** Runs to its end; fails if anything is not as it must be. */
  void run() {
    int calls = 1 + random.nextInt(60);
    int spacing = random.nextInt(4) == 0 ? 0 : 1 << random.nextInt(18);
    long at = 0;
    for (int i = 0; i < calls; i++) {
      at += spacing == 0 ? 0 : random.nextInt(spacing);
      time.after(Duration.ofMillis(at), new Call()::begin);
    }
    if (random.nextInt(4) == 0) {
      time.after(Duration.ofMillis(random.nextInt(120_000)), this::shut);
    }
    time.runAll();
    look();
    assertThat(turns.waiting()).as("forgotten").isEmpty();
    assertThat(wakes).as("wakes for %d events", events).isLessThanOrEqualTo(50 + 4 * events);
    endsEmpty();
  }

  /** Nothing is left of all that was: after two days there is room again for all there ever was. */
  private void endsEmpty() {
    time.advance(TWO_DAYS);
    long room = concurrency == null ? 4 : concurrency;
    for (Quota quota : quotas) {
      if (quota.dimension() == Dimension.REQUESTS) {
        room = Math.min(room, quota.limit());
      }
    }
    for (int i = 0; i < (calm ? Math.min(room, 4) : 1); i++) {
      Call call = new Call();
      assertThat(gate.ask(call.place(Cost.ONE_REQUEST))).isEqualTo(Admission.ADMITTED);
    }
  }

  /** A circuit opens for a while. */
  private void shut() {
    shut = true;
    gate.turnAwayWhoIsShutOut();
    assertThat(turns.waiting()).isEmpty();
    time.after(Duration.ofSeconds(random.nextInt(60)), () -> shut = false);
  }

  /** All is done that was to be done now. */
  private void look() {
    long now = time.nanoTime();
    for (Place place : turns.waiting()) {
      assertThat(place.deadline).as("deadline of %d", place.arrival).isGreaterThan(now);
    }
    List<Place> candidates = turns.candidates(now);
    if (calm && !candidates.isEmpty()) {
      assertThat(candidates)
          .as("waits though there is room, at %s", time.elapsed())
          .anyMatch(place -> !recount.surelyHasRoom(now, today(), place.cost));
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(time.now(), QuotaDay.PACIFIC);
  }

  private Duration upTo(int millis) {
    return Duration.ofMillis(random.nextInt(millis) + 1L);
  }

  /** One call of the application, with its attempts. */
  private final class Call implements Pass {

    private final long number = arrivals++;
    private final Priority priority = PRIORITIES.get(random.nextInt(PRIORITIES.size()));
    private Cost cost = cost();
    private int attempts;
    private long notBefore;
    private long deadline;
    private Place place;
    private Recount.Use use;
    private boolean over;

    private Cost cost() {
      return switch (random.nextInt(8)) {
        case 0 -> new Cost(0, random.nextInt(100), 0);
        case 1 -> new Cost(1 + random.nextInt(4), 0, 0);
        case 2 -> new Cost(1, random.nextInt(1_500), random.nextInt(3));
        default -> new Cost(1, random.nextInt(100), random.nextInt(2));
      };
    }

    void begin() {
      notBefore = time.nanoTime();
      Duration patience =
          switch (random.nextInt(4)) {
            case 0 -> upTo(10_000);
            case 1 -> upTo(300_000);
            case 2 -> upTo(10_000_000);
            default -> TWO_DAYS;
          };
      deadline = notBefore + patience.toNanos();
      if (random.nextInt(4) == 0) {
        time.after(upTo(1 << random.nextInt(20)), this::cancel);
      }
      ask();
    }

    private Place place(Cost wanted) {
      return new Place(
          priority,
          number,
          notBefore,
          deadline,
          wanted,
          this,
          new Place.Turn() {
            @Override
            public void admitted() {
              turns.goes(place);
              assertThat(place.deadline).isGreaterThanOrEqualTo(time.nanoTime());
              goes();
            }

            @Override
            public void refused() {
              turns.goes(place);
              if (calm) {
                assertThat(shut || time.nanoTime() >= place.deadline).as("refused early").isTrue();
              }
              end();
            }
          });
    }

    private void ask() {
      events++;
      attempts++;
      place = place(cost);
      switch (gate.ask(place)) {
        case ADMITTED -> goes();
        case HELD -> turns.comes(place);
        case REFUSED -> end();
      }
    }

    private void goes() {
      assertThat(shut).isFalse();
      assertThat(place.notBefore).isLessThanOrEqualTo(time.nanoTime());
      turns.admitted(place, time.nanoTime());
      use = recount.admit(time.nanoTime(), today(), place.cost);
      if (random.nextInt(10) == 0) {
        time.after(upTo(5_000), this::giveUp);
      } else {
        time.after(upTo(random.nextInt(5) == 0 ? 5_000 : 200), this::leave);
      }
    }

    /** Gives up before anything was sent. */
    private void giveUp() {
      if (!over) {
        events++;
        use.givenBack = true;
        use.open = false;
        use.underWay = false;
        gate.leave(place);
        end();
      }
    }

    private void leave() {
      if (!over) {
        events++;
        gate.left(place);
        recount.leave(use, time.nanoTime());
        time.after(upTo(random.nextInt(3) == 0 ? 40_000 : 500), this::answer);
      }
    }

    private void answer() {
      if (over) {
        return;
      }
      events++;
      use.underWay = false;
      int answer = random.nextInt(calm ? 8 : 12);
      if (answer > 1) {
        answer(answer);
        return;
      }
      use.open = false;
      if (answer == 0) {
        gate.leave(place);
      } else {
        recount.arrive(use, time.nanoTime());
        // An overload is a reason to hold calls though there is room.
        Kind failure = calm ? Kind.SERVER_TRANSIENT : Kind.CAPACITY;
        gate.failed(place, verdict(failure, null, null));
      }
      again(upTo(20_000));
    }

    private void answer(int answer) {
      if (answer > 8) {
        gate.turnedAway(place);
        time.after(upTo(random.nextInt(5) == 0 ? 3_000 : 5), () -> turnedAway(answer));
        return;
      }
      recount.arrive(use, time.nanoTime());
      gate.succeeded(place);
      time.after(upTo(random.nextInt(5) == 0 ? 30_000 : 1), this::read);
    }

    /** The server has turned an attempt away, and now it is known why. */
    private void turnedAway(int answer) {
      if (over) {
        return;
      }
      use.open = false;
      use.givenBack = true;
      Duration hint = random.nextBoolean() ? null : upTo(30_000);
      gate.failed(
          place,
          switch (answer) {
            case 9 -> verdict(Kind.RATE_UNSPECIFIED, null, hint);
            case 10 -> verdict(Kind.RATE_REQUESTS_PER_MINUTE, 1L + random.nextInt(25), hint);
            default -> verdict(Kind.QUOTA_REQUESTS_PER_DAY, 1L + random.nextInt(50), hint);
          });
      again(Duration.ZERO);
    }

    /** The answer is read to its end, and tells what the prompt really had. */
    private void read() {
      if (!over) {
        events++;
        if (random.nextBoolean()) {
          long tokens = random.nextInt(200);
          use.cost = use.cost.withTokens(tokens);
          gate.correct(place, tokens);
        }
        use.open = false;
        gate.closed(place);
        end();
      }
    }

    private void again(Duration backoff) {
      if (attempts < MOST_ATTEMPTS) {
        notBefore = time.nanoTime() + backoff.toNanos();
        ask();
      } else {
        end();
      }
    }

    private void cancel() {
      if (over) {
        return;
      }
      events++;
      if (turns.isWaiting(place)) {
        turns.goes(place);
      } else if (use != null) {
        use.givenBack |= use.left == null;
        use.open = false;
        use.underWay = false;
      }
      gate.leave(place);
      end();
    }

    private void end() {
      over = true;
      // Who has a thread makes the next call when this one is over.
      if (number < 100 && random.nextInt(3) == 0) {
        time.after(Duration.ZERO, new Call()::begin);
      }
    }

    @Override
    public boolean isShut() {
      return shut;
    }

    @Override
    public boolean enter() {
      return !shut;
    }
  }

  private static Verdict verdict(Kind kind, Long limit, Duration hint) {
    Window window = kind == Kind.QUOTA_REQUESTS_PER_DAY ? Window.DAY : Window.MINUTE;
    List<Violation> violations =
        limit == null
            ? List.of()
            : List.of(new Violation("requests", "Requests", null, limit, window));
    return new Verdict(
        kind,
        429,
        null,
        null,
        "requests",
        "Requests",
        limit,
        window,
        hint,
        kind.retryable(),
        violations);
  }
}
