package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One quota of 150 requests per minute, 750 calls from 64 threads, in one process or several that
 * know nothing of each other: what the limiter is measured by.
 */
class SharedQuotaTest {

  private static final int LIMIT = 150;
  private static final int CALLS = 750;
  private static final int THREADS = 64;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** What the quota dictates: four windows after the first, and the last answer. */
  private static final double DICTATED = 4 * 60 + 2;

  private final VirtualTime time = new VirtualTime();
  private final List<VirtualCalls> processes = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "3,false", "1,true", "2,true", "3,true"})
  void aLimitThatNobodyToldIsLearnedForNextToNothing(int seed, boolean countsRejected) {
    VirtualServer server = server(countsRejected);
    start(server, "max-wait=1h", seed, CALLS);
    time.runAll();
    assertAllSucceeded(CALLS);
    assertThat(server.rejected()).isLessThan(CALLS * 5 / 100);
    assertThat(secondsToLastAnswer()).isLessThan(1.12 * DICTATED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void fourProcessesFindTheirShares(int seed) {
    VirtualServer server = server(false);
    for (int process = 0; process < 4; process++) {
      start(server, "max-wait=1h,retries=100", seed * 10 + process, CALLS / 4);
    }
    time.runAll();
    int calls = CALLS / 4 * 4;
    assertAllSucceeded(calls);
    assertThat(server.rejected()).isLessThan(calls * 6 / 100);
    assertThat(secondsToLastAnswer()).isLessThan(1.35 * DICTATED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void whoHasMuchToDoTakesWhatTheOthersDoNotNeed(int seed) {
    VirtualServer server = server(false);
    start(server, "max-wait=1h,retries=100", seed, CALLS - 3 * 25);
    for (int process = 1; process < 4; process++) {
      start(server, "max-wait=1h,retries=100", seed * 10 + process, 25);
    }
    time.runAll();
    assertAllSucceeded(CALLS);
    assertThat(secondsToLastAnswer()).isLessThan(1.5 * DICTATED);
  }

  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "3,true", "4,true"})
  void aLimitConfiguredFourTimesTooHighCostsOneBurst(int seed, boolean countsRejected) {
    VirtualServer server = server(countsRejected);
    start(server, "max-wait=1h,rpm=600", seed, CALLS);
    time.runAll();
    assertAllSucceeded(CALLS);
    assertThat(server.rejected()).isLessThan(CALLS * 10 / 100);
    assertThat(secondsToLastAnswer()).isLessThan(1.05 * DICTATED);
  }

  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "3,true", "4,true"})
  void aLimitThatIsHalvedInMidRunCostsLittle(int seed, boolean countsRejected) {
    VirtualServer server = server(countsRejected);
    start(server, "max-wait=1h", seed, CALLS);
    time.advance(Duration.ofSeconds(90));
    server.limit(LIMIT / 2);
    time.runAll();
    assertAllSucceeded(CALLS);
    assertThat(server.rejected()).isLessThan(CALLS * 10 / 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aLimitThatIsRaisedIsNoticedWithoutABurstOfRejections(int seed) {
    VirtualServer server = server(false);
    start(server, "max-wait=2d", seed, 20 * LIMIT);
    time.advance(Duration.ofSeconds(90));
    server.limit(LIMIT * 4);
    time.runAll();
    assertAllSucceeded(20 * LIMIT);
    assertThat(server.rejected()).isLessThan(20 * LIMIT / 100);
    assertThat(secondsToLastAnswer()).as("19 minutes at the old limit").isLessThan(14 * 60);
  }

  private VirtualServer server(boolean countsRejected) {
    return new VirtualServer(time, LIMIT, MINUTE, countsRejected);
  }

  private void start(VirtualServer server, String arguments, int seed, int calls) {
    Settings settings = SettingsReader.read(arguments, Map.of(), Map.of()).settings();
    Random random = new Random(seed);
    Governor governor = new Governor(settings, time, time, random);
    VirtualCalls process = new VirtualCalls(time, governor, server, random, Duration.ofSeconds(2));
    processes.add(process);
    process.fromThreads(calls, THREADS);
  }

  private void assertAllSucceeded(int calls) {
    assertThat(processes).allSatisfy(process -> assertThat(process.failures).isEmpty());
    assertThat(processes.stream().mapToInt(process -> process.succeededAt.size()).sum())
        .isEqualTo(calls);
  }

  private double secondsToLastAnswer() {
    long first = time.nanoTime() - time.elapsed().toNanos();
    long last = VirtualCalls.lastAnswer(processes);
    return (last - first) / 1e9;
  }
}
