package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.limit.MemoryCluster;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thousand JVMs on one quota: they come, crash and are cut off, and each has a clock of its own.
 */
class ClusterStormTest {

  private static final int MEMBERS = 1000;
  private static final int LIMIT = 400;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualTime time = new VirtualTime();
  private final MemoryCluster cluster =
      new MemoryCluster(time, time, Duration.ofMillis(2), Duration.ofMillis(250));
  private final List<VirtualCalls> members = new ArrayList<>();
  private final Judge judge = new Judge();
  private int asked;

  /** Lets everything through, and counts the fullest window. */
  private final class Judge implements VirtualBackend {

    private final Deque<Long> arrivals = new ArrayDeque<>();
    private int fullest;

    @Override
    public Failure receive(GeminiCall call) {
      long now = time.nanoTime();
      arrivals.add(now);
      while (now - arrivals.element() >= MINUTE.toNanos()) {
        arrivals.remove();
      }
      fullest = Math.max(fullest, arrivals.size());
      return null;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void noWindowIsFullerThanTheLimit(int seed) {
    Random dice = new Random(seed);
    for (int member = 0; member < MEMBERS * 9 / 10; member++) {
      join(seed);
    }
    everySecondFor(40, dice, () -> {});
    assertThat(judge.fullest).as("while all is well").isBetween(LIMIT / 2, LIMIT);
    everySecondFor(
        40,
        dice,
        () -> {
          join(seed);
          join(seed);
          crash(dice);
        });
    assertThat(judge.fullest)
        .as("while members come and crash")
        .isLessThanOrEqualTo(LIMIT + LIMIT / 100);
    cutOff(true);
    everySecondFor(40, dice, () -> {});
    cutOff(false);
    everySecondFor(20, dice, () -> {});
    time.runAll();
    assertThat(judge.fullest).as("while it was split").isLessThanOrEqualTo(LIMIT + LIMIT / 100);
    assertThat(members).allSatisfy(member -> assertThat(member.failures).isEmpty());
    assertThat(members.stream().mapToInt(member -> member.succeededAt.size()).sum())
        .isEqualTo(asked);
  }

  /** One and a half times as many calls as the quota has room for. */
  private void everySecondFor(int seconds, Random dice, Runnable also) {
    for (int second = 0; second < seconds; second++) {
      for (int call = 0; call < LIMIT * 3 / 2 / 60; call++) {
        VirtualCalls caller = members.get(dice.nextInt(members.size()));
        time.after(Duration.ofMillis(dice.nextInt(1000)), caller::one);
        asked++;
      }
      also.run();
      time.advance(Duration.ofSeconds(1));
    }
  }

  private void join(int seed) {
    Random random = new Random(seed * 10_000L + members.size());
    Duration wrong = Duration.ofMillis(random.nextInt(20_000) - 10_000);
    long origin = random.nextLong();
    TimeSource clock =
        new TimeSource() {
          @Override
          public long nanoTime() {
            return time.nanoTime() + origin;
          }

          @Override
          public Instant now() {
            return time.now().plus(wrong);
          }
        };
    Timer timer = (at, task) -> time.schedule(at - origin, task);
    Settings settings =
        SettingsReader.read("rpm=" + LIMIT + ",max-wait=1h", Map.of(), Map.of()).settings();
    String name = "jvm-" + members.size();
    Governor governor =
        new Governor(settings, clock, timer, random, null, Secrets.literal(), cluster.member(name));
    members.add(new VirtualCalls(time, governor, judge, random, Duration.ofSeconds(2)));
  }

  /** It is heard no more. What it has under way goes on, as it does when a machine is lost. */
  private void crash(Random dice) {
    cluster.cutOff("jvm-" + dice.nextInt(members.size()), true);
  }

  private void cutOff(boolean isCutOff) {
    for (int member = 0; member < members.size() / 3; member++) {
      cluster.cutOff("jvm-" + member, isCutOff);
    }
  }
}
