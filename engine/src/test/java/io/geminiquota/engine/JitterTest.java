package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A limit that is known, in front of a server that requests reach sooner or later. */
class JitterTest {

  private static final int LIMIT = 150;

  private final VirtualTime time = new VirtualTime();
  private final VirtualServer server = new VirtualServer(time, LIMIT, Duration.ofMinutes(1), false);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void isLearnedForAHandfulOfRejectionsAndCostsLessThanItself(int seed) {
    Random random = new Random(-seed);
    VirtualCalls calls = calls(seed, () -> Duration.ofMillis(random.nextInt(400)));
    time.advance(Duration.ofMinutes(10));
    assertThat(server.rejected()).isLessThanOrEqualTo(8);
    assertThat(calls.failures).isEmpty();

    int rejected = server.rejected();
    int accepted = server.accepted();
    time.advance(Duration.ofMinutes(50));
    assertThat(server.rejected() - rejected).as("fifty minutes").isLessThanOrEqualTo(12);
    assertThat(server.accepted() - accepted).isGreaterThan((int) (0.99 * 50 * LIMIT));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void rareDelaysOfSecondsCostTheirOwnNumberOfRejections(int seed) {
    Random random = new Random(-seed);
    calls(seed, () -> Duration.ofMillis(random.nextInt(100) == 0 ? 2_000 : 5));
    time.advance(Duration.ofMinutes(60));
    assertThat(server.rejected()).isLessThan(60 * LIMIT / 100);
    assertThat(server.accepted()).isGreaterThan((int) (0.98 * 60 * LIMIT));
  }

  private VirtualCalls calls(int seed, Supplier<Duration> journey) {
    Settings settings = SettingsReader.read("rpm=150,max-wait=1h", Map.of(), Map.of()).settings();
    Random random = new Random(seed);
    Governor governor = new Governor(settings, time, time, random);
    VirtualCalls calls = new VirtualCalls(time, governor, server, random, Duration.ofSeconds(2));
    calls.arriveAfter(journey);
    calls.fromThreads(Integer.MAX_VALUE, 64);
    return calls;
  }
}
