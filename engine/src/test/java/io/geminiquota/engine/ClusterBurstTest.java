package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.limit.MemoryCluster;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Five windows' work on four JVMs that have just started, all of it asked for at once. A use too
 * many, and a place that is left free for a while, cost the last of it a window.
 */
class ClusterBurstTest {

  private static final int LIMIT = 60;
  private static final int CALLS = 5 * LIMIT;
  private static final Duration MINUTE = Duration.ofSeconds(6);

  /** Where nothing is warm yet a request may take so long to be written. */
  private static final Duration COLD = Duration.ofMillis(55);

  private final VirtualTime time = new VirtualTime();
  private final VirtualServer server = new VirtualServer(time, LIMIT, MINUTE, false);
  private final MemoryCluster cluster =
      new MemoryCluster(time, time, Duration.ofMillis(1), Duration.ofMillis(250));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void takesFourWindowsAndIsNotRejected(int seed) {
    List<VirtualCalls> members = new ArrayList<>();
    for (int member = 0; member < 4; member++) {
      VirtualCalls calls = join(member, new Random(seed * 10 + member));
      calls.fromThreads(CALLS / 4, CALLS / 4);
      members.add(calls);
    }
    time.runAll();
    assertThat(members)
        .allSatisfy(member -> assertThat(member.succeededAt).hasSize(CALLS / 4))
        .allSatisfy(member -> assertThat(member.failures).isEmpty());
    assertThat(server.rejected()).isZero();
    Duration last = time.elapsed().minusNanos(time.nanoTime() - VirtualCalls.lastAnswer(members));
    assertThat(last).isLessThan(MINUTE.multipliedBy(4).plusMillis(700));
  }

  private VirtualCalls join(int member, Random random) {
    Settings settings =
        SettingsReader.read("rpm=60,minute=6s,max-wait=1h", Map.of(), Map.of()).settings();
    Governor governor =
        new Governor(
            settings, time, time, random, null, Secrets.literal(), cluster.member("jvm-" + member));
    VirtualCalls calls = new VirtualCalls(time, governor, server, random, Duration.ofMillis(10));
    calls.departAfter(() -> cold(random, Duration.ofMillis(200), 2));
    calls.arriveAfter(() -> cold(random, COLD, 5));
    return calls;
  }

  /** Up to some time while nothing is warm yet, up to some milliseconds afterwards. */
  private Duration cold(Random random, Duration longest, int millis) {
    boolean isCold = time.elapsed().compareTo(Duration.ofSeconds(1)) < 0;
    return Duration.ofMillis(random.nextLong(isCold ? longest.toMillis() : millis));
  }
}
