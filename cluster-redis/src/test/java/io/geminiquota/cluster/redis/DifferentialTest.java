package io.geminiquota.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Amendment;
import io.geminiquota.engine.limit.Bounds;
import io.geminiquota.engine.limit.Cost;
import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.Lessons;
import io.geminiquota.engine.limit.PastUse;
import io.geminiquota.engine.limit.Petition;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.limit.Quota.Origin;
import io.geminiquota.engine.limit.Reply;
import io.geminiquota.engine.limit.UsedUp;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script replies what the model replies, number for number, whatever is asked of it. */
class DifferentialTest {

  private static final int STEPS = 1_000;
  // Keys of the day go by the real clock.
  private static final Instant START = Instant.parse("2100-03-02T10:00:00Z");
  private static final Instant DAY_ENDS = Instant.parse("2100-03-03T08:00:00Z");

  private static LocalRedis redis;
  private static RedisCommands<String, String> commands;

  @BeforeAll
  static void start() {
    redis = LocalRedis.running();
    commands = redis.commands();
  }

  @AfterAll
  static void stop() {
    if (redis != null) {
      redis.close();
    }
  }

  @AfterEach
  void everyKeyGoesByItself() {
    List<String> stay = commands.keys("{*").stream().filter(key -> commands.pttl(key) < 0).toList();
    assertThat(stay).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theScriptDoesWhatTheModelDoes(long seed) {
    commands.flushall();
    new Walk(seed).walk(STEPS);
  }

  @Test
  void manyUsesExpireAtOnce() {
    commands.flushall();
    Walk walk = new Walk(99);
    walk.fill(3_000);
    walk.walk(20);
  }

  /** One member's side of the talk. */
  private static final class Member {
    long number;
    LastHeard lastHeard = LastHeard.NOTHING;
    Knowledge modelled = Knowledge.NONE;
    Knowledge knowledge = Knowledge.NONE;
    final long[] day = new long[3];
    final List<Long> grants = new ArrayList<>();
  }

  private static final class Walk {

    private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    private final Random random;
    private final Store model = new Store.Model();
    private final Store script = new Store.Scripted(commands);
    private final Map<String, Member> members = new HashMap<>();
    private final Duration window;
    private final long[] bounds;
    private final boolean dayBounded;
    private final int people;
    private long micros = ChronoUnit.MICROS.between(Instant.EPOCH, START);

    Walk(long seed) {
      random = new Random(seed);
      window = Duration.ofMillis(List.of(1_000, 10_000, 60_000).get(random.nextInt(3)));
      bounds =
          new long[] {
            1 + random.nextInt(60),
            random.nextBoolean() ? Bounds.ANY : 1 + random.nextInt(5_000),
            random.nextInt(4) > 0 ? Bounds.ANY : 1 + random.nextInt(20)
          };
      dayBounded = random.nextInt(3) == 0;
      people = 1 + random.nextInt(8);
    }

    void walk(int steps) {
      for (int step = 0; step < steps; step++) {
        pass();
        String name = "m" + random.nextInt(people);
        if (random.nextInt(200) == 0) {
          script.leave(name);
          model.leave(name);
        } else if (random.nextInt(700) == 0) {
          script.wipe();
          model.wipe();
        }
        exchange(name, petition(members.computeIfAbsent(name, key -> new Member())));
      }
    }

    /** So many batches in one window. */
    void fill(int batches) {
      for (int i = 0; i < batches; i++) {
        micros += 100;
        Member member = members.computeIfAbsent("m" + i % 3, key -> new Member());
        exchange("m" + i % 3, plain(member, List.of(new Cost(1, i % 7, 0)), 1));
      }
      micros += window.toNanos() / 1_000 + 1;
    }

    private void pass() {
      long most = window.toNanos() / 1_000;
      switch (random.nextInt(40)) {
        case 0 -> micros += (long) (most * random.nextDouble() * 4);
        case 1 -> micros -= random.nextInt(900_000);
        case 2 -> micros -= random.nextInt(8) == 0 ? 3_000_000 : 0;
        default -> micros += (long) (random.nextDouble() * random.nextDouble() * most / 20);
      }
    }

    private Petition petition(Member member) {
      List<Cost> wants = new ArrayList<>();
      int most = random.nextInt(3) == 0 ? 0 : random.nextInt(6);
      Cost cost = cost();
      for (int i = 0; i < most; i++) {
        wants.add(cost);
        cost = random.nextInt(3) == 0 ? cost() : cost;
      }
      return plain(member, wants, wants.size() + random.nextInt(4));
    }

    private Petition plain(Member member, List<Cost> wants, int waiting) {
      long number = ++member.number;
      boolean special = wants.size() != 1;
      long heard = special ? Math.max(0, number - 1 - random.nextInt(3)) : number - 1;
      for (int i = 0; i < 3; i++) {
        member.day[i] += special ? random.nextInt(3) : 0;
      }
      return new Petition(
          number,
          heard,
          special ? window.plusMillis(random.nextInt(3)) : window,
          new Bounds(bounds[0], bounds[1], bounds[2]),
          dayBounded ? new Bounds(5_000, 100_000, Bounds.ANY) : Bounds.NONE,
          DAY_ENDS,
          wants,
          PRIORITIES.get(random.nextInt(3)),
          waiting,
          Duration.ofMillis((long) (random.nextDouble() * window.toMillis() * 2)),
          special ? made() : List.of(),
          special ? amendments(member) : List.of(),
          new DayPage(
              member.day[0], member.day[1], member.day[2], dayLimits(special), usedUp(special)),
          special ? lessons() : Lessons.NONE);
    }

    private Cost cost() {
      return switch (random.nextInt(8)) {
        case 0 -> new Cost(1, 6_000, 0);
        case 1 -> new Cost(1, random.nextInt(1_000), random.nextInt(3));
        case 2 -> new Cost(random.nextInt(5), 0, 1);
        default -> new Cost(1, random.nextInt(100), 0);
      };
    }

    private List<PastUse> made() {
      List<PastUse> made = new ArrayList<>();
      while (random.nextInt(6) == 0) {
        long age = (long) (random.nextDouble() * window.toNanos() / 1_000 * 1.2);
        made.add(new PastUse(cost(), Duration.of(age, ChronoUnit.MICROS)));
      }
      return made;
    }

    private List<Amendment> amendments(Member member) {
      List<Amendment> amendments = new ArrayList<>();
      while (random.nextInt(3) == 0 && !member.grants.isEmpty()) {
        long grant = member.grants.get(random.nextInt(member.grants.size()));
        amendments.add(
            new Amendment(
                grant,
                random.nextInt(3) - 1,
                random.nextInt(200) - 100,
                random.nextInt(3) - 1,
                Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(2_000) : 0)));
      }
      return amendments;
    }

    private List<Quota> dayLimits(boolean special) {
      return special && random.nextInt(10) == 0
          ? List.of(quota(DIMENSIONS.get(random.nextInt(3)), Window.DAY))
          : List.of();
    }

    private Quota quota(Dimension dimension, Window in) {
      String metric = random.nextBoolean() ? null : "a|metric\\ of " + random.nextInt(5);
      long limit = random.nextInt(8) == 0 ? 1L << 53 : 1 + random.nextInt(3);
      return new Quota(metric, "id", dimension, in, limit, Origin.LEARNED);
    }

    private UsedUp usedUp(boolean special) {
      if (!special || random.nextInt(20) > 0) {
        return null;
      }
      Instant said = START.plusMillis(random.nextInt(20));
      Instant until = DAY_ENDS.minusMillis(random.nextInt(20));
      return new UsedUp(Kind.QUOTA_REQUESTS_PER_DAY, "a model", null, "id", 5L, said, until);
    }

    private Lessons lessons() {
      if (random.nextInt(12) > 0) {
        return Lessons.NONE;
      }
      Dimension dimension = DIMENSIONS.get(random.nextInt(3));
      Window in = random.nextBoolean() ? Window.MINUTE : Window.DAY;
      long share = random.nextBoolean() ? Bounds.ANY : 1 + random.nextInt(100);
      long closed = random.nextInt(3) == 0 ? random.nextInt(3_000) : 0;
      return new Lessons(
          List.of(quota(dimension, in)),
          new Bounds(share, Bounds.ANY, share),
          Duration.ofMillis(closed));
    }

    private void exchange(String name, Petition petition) {
      Member member = members.get(name);
      String fresh = "epoch" + random.nextLong();
      LastHeard lastHeard = member.lastHeard;
      Store.Heard modelled =
          model.exchange(name, lastHeard, member.modelled, petition, micros, fresh);
      Reply expected = modelled.reply();
      Store.Heard heard =
          script.exchange(name, lastHeard, member.knowledge, petition, micros, fresh);
      assertThat(sorted(heard.reply())).as("%s: %s", name, petition).isEqualTo(sorted(expected));
      member.knowledge = heard.knowledge();
      member.modelled = modelled.knowledge();
      if (random.nextInt(10) > 0) {
        member.lastHeard = new LastHeard(expected.epoch(), expected.members(), petition.number());
      }
      if (expected.granted() > 0) {
        member.grants.add(petition.number());
      }
    }

    private static Reply sorted(Reply reply) {
      return new Reply(
          reply.epoch(),
          reply.at(),
          reply.granted(),
          reply.comeAgain(),
          reply.used(),
          reply.others(),
          reply.members(),
          reply.leads(),
          new DayPage(
              reply.day().requests(),
              reply.day().tokens(),
              reply.day().images(),
              sorted(reply.day().limits()),
              reply.day().usedUp()),
          new Lessons(
              sorted(reply.lessons().limits()),
              reply.lessons().shares(),
              reply.lessons().closedFor()));
    }

    private static List<Quota> sorted(List<Quota> limits) {
      return limits.stream().sorted(Comparator.comparing(Quota::toString)).toList();
    }
  }
}
