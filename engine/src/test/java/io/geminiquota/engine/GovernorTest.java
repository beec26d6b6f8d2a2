package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine as a whole, against a server that judges it, in virtual time. */
class GovernorTest {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final VirtualTime time = new VirtualTime();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void withAConfiguredLimitNothingIsRejectedAndNoTimeIsLost(int seed) {
    VirtualServer server = new VirtualServer(time, 50, MINUTE, seed % 2 == 0);
    VirtualCalls calls = calls("max-wait=1h,rpm=50", server, seed);
    calls.fromThreads(250, 64);
    time.runAll();
    assertThat(calls.failures).isEmpty();
    assertThat(server.accepted()).isEqualTo(250);
    assertThat(server.rejected()).isZero();
    assertThat(secondsToLastAnswer(calls)).isLessThan(1.02 * (4 * 60 + 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void anUnknownLimitIsLearnedAtTheFirstRejection(int seed) {
    VirtualServer server = new VirtualServer(time, 50, MINUTE, false);
    VirtualCalls calls = calls("max-wait=1h", server, seed);
    calls.fromThreads(250, 8);
    time.runAll();
    assertThat(calls.failures).isEmpty();
    assertThat(server.accepted()).isEqualTo(250);
    assertThat(server.rejected()).isLessThanOrEqualTo(8);
    assertThat(secondsToLastAnswer(calls)).isLessThan(1.06 * (4 * 60 + 4));
  }

  @ParameterizedTest
  @CsvSource({"1,true", "2,true", "3,false", "4,false"})
  void aLimitConfiguredTooHighIsCorrectedByTheServer(int seed, boolean countsRejected) {
    VirtualServer server = new VirtualServer(time, 50, MINUTE, countsRejected);
    VirtualCalls calls = calls("max-wait=1h,rpm=200", server, seed);
    calls.fromThreads(250, 16);
    time.runAll();
    assertThat(calls.failures).isEmpty();
    assertThat(server.accepted()).isEqualTo(250);
    assertThat(server.rejected()).isLessThanOrEqualTo(25);
  }

  @Test
  void aLimitLoweredInMidRunLosesNothing() {
    VirtualServer server = new VirtualServer(time, 50, MINUTE, false);
    VirtualCalls calls = calls("max-wait=1h", server, 3);
    calls.fromThreads(250, 16);
    time.advance(Duration.ofSeconds(90));
    server.limit(25);
    time.runAll();
    assertThat(calls.failures).isEmpty();
    assertThat(server.accepted()).isEqualTo(250);
  }

  @Test
  void whoCannotBeAdmittedInTimeIsToldAtOnceWithoutARequest() {
    VirtualServer server = new VirtualServer(time, 5, MINUTE, false);
    VirtualCalls calls = calls("max-wait=90s,rpm=5", server, 1);
    calls.fromThreads(20, 20);
    time.advance(Duration.ofSeconds(1));
    assertThat(calls.failures).as("ten fit into ninety seconds").hasSize(10);
    assertThat(calls.failures)
        .allSatisfy(failure -> assertThat(failure).contains("gemini-x", "project"));
    time.runAll();
    assertThat(server.accepted()).isEqualTo(10);
    assertThat(server.rejected()).isZero();
  }

  @Test
  void theLimitOfAProjectHoldsForItsCallsAndNoOtherProjectsDoes() {
    VirtualServer server = new VirtualServer(time, 1_000, MINUTE, false);
    VirtualCalls calls =
        calls("max-wait=1h,rpm=3,projects.project.rpm=5,projects.other.rpm=1", server, 1);
    calls.fromThreads(10, 10);
    time.advance(Duration.ofSeconds(30));
    assertThat(server.accepted()).isEqualTo(5);
    time.runAll();
    assertThat(server.accepted()).isEqualTo(10);
  }

  private VirtualCalls calls(String arguments, VirtualServer server, int seed) {
    Settings settings = SettingsReader.read(arguments, Map.of(), Map.of()).settings();
    Random random = new Random(seed);
    Governor governor = new Governor(settings, time, time, random);
    return new VirtualCalls(time, governor, server, random, Duration.ofSeconds(2));
  }

  private double secondsToLastAnswer(VirtualCalls calls) {
    long first = time.nanoTime() - time.elapsed().toNanos();
    long last = calls.succeededAt.get(calls.succeededAt.size() - 1);
    return (last - first) / 1e9;
  }
}
