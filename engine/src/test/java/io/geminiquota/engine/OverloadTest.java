package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.VirtualBackend.Failure;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.retry.Backoff;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 64 threads for ten minutes in front of a server that turns away what is too much and says neither
 * how much that is nor how long it lasts: the laboratory of the adaptive pace.
 */
class OverloadTest {

  private static final int THREADS = 64;
  private static final Duration LENGTH = Duration.ofMinutes(10);
  private static final Duration LATENCY = Duration.ofSeconds(2);
  private static final double AMPLE = 1e9;

  /** What the threads can ask for, with some 0.1 s until a request arrives. */
  private static final double DEMAND = THREADS / 2.1;

  private final VirtualTime time = new VirtualTime();

  static Stream<Arguments> refusalsAndSeeds() {
    return Stream.of(VirtualErrors.SILENT, VirtualErrors.OVERLOADED)
        .flatMap(refusal -> IntStream.range(1, 5).mapToObj(seed -> Arguments.of(refusal, seed)));
  }

  @ParameterizedTest
  @MethodSource("refusalsAndSeeds")
  void aConstantCapacityIsFoundAndUsed(Failure refusal, int seed) {
    Run run = run(at -> 20, 0, refusal, seed);
    assertThat(run.requestsPerSuccess()).isLessThan(1.1);
    assertThat(run.goodput()).isGreaterThan(0.92);
    assertThat(run.lost()).isZero();
  }

  @ParameterizedTest
  @MethodSource("refusalsAndSeeds")
  void aSmallCapacityIsFoundToo(Failure refusal, int seed) {
    Run run = run(at -> 3, 0, refusal, seed);
    assertThat(run.requestsPerSuccess()).isLessThan(1.3);
    assertThat(run.goodput()).isGreaterThan(0.85);
    assertThat(run.lost()).isZero();
  }

  @ParameterizedTest
  @MethodSource("refusalsAndSeeds")
  void aCapacityThatDropsToAFifthIsFollowedDownAndUp(Failure refusal, int seed) {
    Run run = run(at -> at >= 180 && at < 300 ? 4 : 20, 0, refusal, seed);
    assertThat(run.requestsPerSuccess()).isLessThan(1.15);
    assertThat(run.goodput()).isGreaterThan(0.9);
    assertThat(run.lost()).isZero();
  }

  @ParameterizedTest
  @MethodSource("refusalsAndSeeds")
  void aCapacityThatSwaysIsFollowed(Failure refusal, int seed) {
    Run run = run(at -> 12 + 8 * Math.sin(at * 2 * Math.PI / 60), 0, refusal, seed);
    assertThat(run.requestsPerSuccess()).isLessThan(1.25);
    assertThat(run.goodput()).isGreaterThan(0.7);
    assertThat(run.lost()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.15})
  void failuresByChanceThrottleNobody(double chance) {
    assertThat(comparedWithPlainBackoff(chance)).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.3, 0.4})
  void manyFailuresByChanceAreSeenToBeNoMatterOfOurNumber(double chance) {
    assertThat(comparedWithPlainBackoff(chance)).isGreaterThan(0.75);
  }

  @ParameterizedTest
  @MethodSource("refusalsAndSeeds")
  void aDeadServerIsProbedAndSparedTheCalls(Failure refusal, int seed) {
    DoubleUnaryOperator dead = at -> at >= 120 && at < 420 ? 0 : 20;
    Run run = run(dead, 0, refusal, seed);
    assertThat(run.requestsPerSuccess()).isLessThan(1.1);
    assertThat(run.goodput()).isGreaterThan(0.8);
    assertThat(run.lost()).as("who probes uses up his retries").isLessThanOrEqualTo(2);
  }

  @Test
  void aServerThatIsWellHoldsNobodyAgain() {
    HiddenCapacity server =
        new HiddenCapacity(
            time, at -> at >= 60 && at < 120 ? 2 : AMPLE, 0, VirtualErrors.OVERLOADED, 1);
    VirtualCalls calls = calls(server, 1);
    calls.fromThreads(Integer.MAX_VALUE, THREADS);
    time.advance(Duration.ofMinutes(3));
    int before = calls.succeededAt.size();
    time.advance(Duration.ofMinutes(1));
    assertThat(calls.succeededAt.size() - before).isGreaterThan((int) (0.98 * 60 * DEMAND));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whoNeverAnswersIsProbedTwiceAMinute(int seed) {
    HiddenCapacity server = new HiddenCapacity(time, at -> 0, 0, VirtualErrors.SILENT, seed);
    VirtualCalls calls = calls(server, seed);
    calls.fromThreads(100, 16);
    time.advance(Duration.ofMinutes(1));
    int before = server.requests();
    time.advance(Duration.ofMinutes(9));
    assertThat(before).isLessThan(25);
    assertThat(server.requests() - before).isBetween(16, 19);
  }

  /** The share of successes, after the gentle start of the first minute. */
  private double comparedWithPlainBackoff(double chance) {
    long paced = 0;
    long plain = 0;
    for (int seed = 1; seed <= 4; seed++) {
      VirtualTime clock = new VirtualTime();
      VirtualCalls calls = calls(clock, server(clock, chance, seed), seed);
      calls.fromThreads(Integer.MAX_VALUE, THREADS);
      clock.advance(Duration.ofMinutes(1));
      paced -= calls.succeededAt.size();
      clock.advance(LENGTH);
      paced += calls.succeededAt.size();

      VirtualTime plainClock = new VirtualTime();
      PlainCalls plainCalls = new PlainCalls(plainClock, server(plainClock, chance, seed), seed);
      plainCalls.fromThreads(THREADS);
      plainClock.advance(Duration.ofMinutes(1));
      plain -= plainCalls.succeeded;
      plainClock.advance(LENGTH);
      plain += plainCalls.succeeded;
    }
    return (double) paced / plain;
  }

  private static HiddenCapacity server(VirtualTime clock, double chance, int seed) {
    return new HiddenCapacity(clock, at -> AMPLE, chance, VirtualErrors.OVERLOADED, seed);
  }

  private record Run(double requestsPerSuccess, double goodput, int lost) {}

  private Run run(DoubleUnaryOperator perSecond, double chance, Failure refusal, int seed) {
    HiddenCapacity server = new HiddenCapacity(time, perSecond, chance, refusal, seed);
    VirtualCalls calls = calls(server, seed);
    calls.fromThreads(Integer.MAX_VALUE, THREADS);
    time.advance(LENGTH);
    double succeeded = calls.succeededAt.size();
    return new Run(
        server.requests() / succeeded,
        succeeded / server.capacity(LENGTH, DEMAND),
        calls.failures.size());
  }

  private VirtualCalls calls(HiddenCapacity server, int seed) {
    return calls(time, server, seed);
  }

  private static VirtualCalls calls(VirtualTime clock, HiddenCapacity server, int seed) {
    Settings settings = SettingsReader.read("", Map.of(), Map.of()).settings();
    Random random = new Random(seed);
    Governor governor = new Governor(settings, clock, clock, random);
    return new VirtualCalls(clock, governor, server, random, LATENCY);
  }

  /** A client without an engine: each call backs off on its own, ten times. */
  private static final class PlainCalls {

    private final VirtualTime clock;
    private final HiddenCapacity server;
    private final Random random;
    private final Backoff backoff;
    private int succeeded;

    PlainCalls(VirtualTime clock, HiddenCapacity server, int seed) {
      this.clock = clock;
      this.server = server;
      this.random = new Random(seed);
      this.backoff = new Backoff(random);
    }

    void fromThreads(int threads) {
      for (int i = 0; i < threads; i++) {
        send(0);
      }
    }

    private void send(int failures) {
      clock.after(Duration.ofMillis(1 + random.nextInt(220)), () -> arrive(failures));
    }

    private void arrive(int failures) {
      if (server.receive(VirtualCalls.CALL) == null) {
        clock.after(
            LATENCY,
            () -> {
              succeeded++;
              send(0);
            });
      } else if (failures == 10) {
        send(0);
      } else {
        long delay = backoff.delay(failures + 1);
        clock.after(Duration.ofNanos(delay), () -> send(failures + 1));
      }
    }
  }
}
