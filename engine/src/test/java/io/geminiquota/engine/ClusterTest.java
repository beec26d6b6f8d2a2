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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One quota of 150 requests per minute, used by several JVMs that share it through a store. */
class ClusterTest {

  private static final int LIMIT = 150;
  private static final int CALLS = 750;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** What the quota dictates: four windows after the first, and the last answer. */
  private static final double DICTATED = 4 * 60 + 2;

  private static final String SUSPENDED =
      """
      {"error": {"code": 403, "status": "PERMISSION_DENIED",
        "message": "Permission denied: Consumer 'api_key:AIzaSyExample0000000000000000' has been suspended.",
        "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
          "reason": "CONSUMER_SUSPENDED", "domain": "googleapis.com",
          "metadata": {"consumer": "projects/4711", "service": "generativelanguage.googleapis.com"}}]}}
      """;

  private final VirtualTime time = new VirtualTime();
  private final VirtualServer server = new VirtualServer(time, LIMIT, MINUTE, false);
  private final MemoryCluster cluster =
      new MemoryCluster(time, time, Duration.ofMillis(1), Duration.ofMillis(250));
  private final List<VirtualCalls> members = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aConfiguredLimitIsSharedWithoutARejection(int seed) {
    for (int member = 0; member < 4; member++) {
      join("rpm=150,max-wait=1h", seed * 10 + member).fromThreads(CALLS / 4, 16);
    }
    time.runAll();
    assertAllSucceeded(CALLS / 4 * 4);
    assertThat(server.rejected()).isZero();
    assertThat(secondsToLastAnswer()).isLessThan(1.03 * DICTATED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aLimitThatOneHasLearnedIsKnownToAll(int seed) {
    for (int member = 0; member < 4; member++) {
      join("max-wait=1h", seed * 10 + member).fromThreads(CALLS / 4, 16);
    }
    time.runAll();
    assertAllSucceeded(CALLS / 4 * 4);
    assertThat(server.rejected()).isLessThan(CALLS * 4 / 100);
    assertThat(secondsToLastAnswer()).isLessThan(1.1 * DICTATED);
  }

  @Test
  void aNewcomerPacesExactlyFromItsFirstCall() {
    join("max-wait=1h", 1).fromThreads(450, 64);
    time.advance(Duration.ofSeconds(90));
    int rejected = server.rejected();
    join("max-wait=1h", 2).fromThreads(150, 64);
    time.advance(Duration.ofSeconds(200));
    assertAllSucceeded(600);
    assertThat(server.rejected()).isEqualTo(rejected);
  }

  /** The store is gone for two minutes, in the middle of a burst or between two. */
  @ParameterizedTest
  @ValueSource(ints = {103, 116, 122, 125, 129})
  void whileTheStoreIsGoneEachUsesItsShare(int goneAt) {
    startFour();
    time.advance(Duration.ofSeconds(goneAt));
    cluster.down(true);
    time.advance(Duration.ofMinutes(2));
    cluster.down(false);
    endsWithFewRejections(CALLS * 5 / 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {103, 116, 122, 125, 129})
  void whoIsCutOffUsesItsShareAndIsCountedWith(int cutAt) {
    startFour();
    time.advance(Duration.ofSeconds(cutAt));
    cluster.cutOff("jvm-0", true);
    time.advance(Duration.ofMinutes(2));
    cluster.cutOff("jvm-0", false);
    endsWithFewRejections(CALLS * 3 / 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {103, 116, 122, 125, 129})
  void aStoreThatHasForgottenIsToldAgain(int wipedAt) {
    startFour();
    time.advance(Duration.ofSeconds(wipedAt));
    cluster.wipe();
    endsWithFewRejections(CALLS * 2 / 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {-300, -3, 3, 300})
  void aStoreWhoseClockIsSetIsUnderstood(int seconds) {
    startFour();
    time.advance(Duration.ofSeconds(129));
    cluster.skew(Duration.ofSeconds(seconds));
    endsWithFewRejections(CALLS * 2 / 100);
  }

  private void endsWithFewRejections(int most) {
    time.runAll();
    assertAllSucceeded(CALLS / 4 * 4);
    assertThat(server.rejected()).isLessThan(most);
    assertThat(secondsToLastAnswer()).isLessThan(1.3 * DICTATED);
  }

  @Test
  void whoStartsWithoutAStoreGoesOnAllTheSame() {
    cluster.down(true);
    startFour();
    time.advance(Duration.ofSeconds(150));
    assertThat(server.accepted()).isBetween(2 * LIMIT, 3 * LIMIT);
    assertThat(server.rejected()).isZero();
    cluster.down(false);
    time.runAll();
    assertAllSucceeded(CALLS / 4 * 4);
    assertThat(server.rejected()).isZero();
  }

  /** What each has learned alone is his part; what all have together they find out together. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aLimitThatIsLearnedWithoutAStoreIsNoWorseThanWithoutACluster(int seed) {
    cluster.down(true);
    for (int member = 0; member < 4; member++) {
      join("max-wait=1h", seed * 10 + member).fromThreads(CALLS / 4, 16);
    }
    time.advance(Duration.ofSeconds(150));
    assertThat(server.accepted()).isGreaterThan(LIMIT * 2);
    cluster.down(false);
    time.runAll();
    assertAllSucceeded(CALLS / 4 * 4);
    assertThat(server.rejected()).isLessThan(CALLS * 6 / 100);
    assertThat(secondsToLastAnswer()).isLessThan(1.3 * DICTATED);
  }

  /** One has a thousand calls to make; each call of the other is let through soon. */
  @Test
  void aSmallMemberIsNotStarvedByABigOne() {
    join("rpm=150,max-wait=1h", 1).fromThreads(1000, 500);
    time.advance(Duration.ofSeconds(150));
    VirtualCalls small = join("rpm=150,max-wait=1h", 2);
    List<Long> asked = new ArrayList<>();
    for (int call = 0; call < 20; call++) {
      asked.add(time.nanoTime());
      small.one();
      time.advance(Duration.ofSeconds(10));
    }
    time.runAll();
    assertThat(small.succeededAt).hasSize(20);
    assertThat(server.rejected()).isZero();
    for (int call = 0; call < 20; call++) {
      // The big one uses all of a window in its first seconds: who comes later waits for its end.
      Duration wait = Duration.ofNanos(small.succeededAt.get(call) - asked.get(call));
      assertThat(wait).isLessThan(Duration.ofSeconds(63));
    }
  }

  @Test
  void aDayIsSharedToItsLastCall() {
    VirtualServer generous = new VirtualServer(time, 100_000, MINUTE, false);
    List<VirtualCalls> four = new ArrayList<>();
    for (int member = 0; member < 4; member++) {
      VirtualCalls calls = join("rpd=100,max-wait=1m", member, generous);
      calls.fromThreads(50, 4);
      four.add(calls);
    }
    time.runAll();
    assertThat(generous.accepted()).isEqualTo(100);
    assertThat(four).allSatisfy(calls -> assertThat(calls.succeededAt).hasSizeGreaterThan(5));
  }

  @Test
  void whoIsIdleCostsTheStoreNothing() {
    startFour();
    time.runAll();
    assertThat(cluster.exchanges()).as("petitions for 748 calls").isLessThan(3 * CALLS);
    assertThat(time.elapsed()).as("when nothing is left to happen").isLessThan(Duration.ofDays(1));
  }

  /** A key that one has found to be refused is not tried by the others, until it is well again. */
  @Test
  void aCircuitThatOpensInOneIsOpenInAll() {
    AtomicInteger sent = new AtomicInteger();
    AtomicBoolean suspended = new AtomicBoolean(true);
    VirtualBackend backend =
        call -> {
          sent.incrementAndGet();
          return suspended.get() ? new VirtualBackend.Failure(403, SUSPENDED) : null;
        };
    List<String> told = new ArrayList<>();
    cluster.member("spy").noticeboard().read((subject, text) -> told.add(subject + text));
    VirtualCalls one = join("rpm=150,max-wait=1m", 1, backend);
    VirtualCalls other = join("rpm=150,max-wait=1m", 2, backend);
    one.one();
    time.advance(Duration.ofSeconds(2));
    assertThat(one.failures).hasSize(1);
    other.one();
    time.advance(Duration.ofSeconds(1));
    assertThat(sent).hasValue(1);
    assertThat(other.failures).singleElement().asString().contains("suspended");
    assertThat(told).isNotEmpty().allSatisfy(text -> assertThat(text).doesNotContain("AIza"));
    suspended.set(false);
    time.advance(Duration.ofSeconds(10));
    one.one();
    time.advance(Duration.ofSeconds(5));
    other.one();
    time.advance(Duration.ofSeconds(5));
    assertThat(one.succeededAt).hasSize(1);
    assertThat(other.succeededAt).hasSize(1);
  }

  private void startFour() {
    for (int member = 0; member < 4; member++) {
      join("rpm=150,max-wait=1h", member).fromThreads(CALLS / 4, 16);
    }
  }

  private VirtualCalls join(String arguments, int seed) {
    return join(arguments, seed, server);
  }

  private VirtualCalls join(String arguments, int seed, VirtualBackend server) {
    Settings settings = SettingsReader.read(arguments, Map.of(), Map.of()).settings();
    Random random = new Random(seed);
    Governor governor =
        new Governor(
            settings,
            time,
            time,
            random,
            null,
            Secrets.literal(),
            cluster.member("jvm-" + members.size()));
    VirtualCalls calls = new VirtualCalls(time, governor, server, random, Duration.ofSeconds(2));
    members.add(calls);
    return calls;
  }

  private void assertAllSucceeded(int calls) {
    assertThat(members).allSatisfy(member -> assertThat(member.failures).isEmpty());
    assertThat(members.stream().mapToInt(member -> member.succeededAt.size()).sum())
        .isEqualTo(calls);
  }

  private double secondsToLastAnswer() {
    long first = time.nanoTime() - time.elapsed().toNanos();
    long last = VirtualCalls.lastAnswer(members);
    return (last - first) / 1e9;
  }
}
