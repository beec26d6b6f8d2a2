package io.geminiquota.engine;

import static io.geminiquota.engine.VirtualProjects.CALL;
import static io.geminiquota.engine.VirtualProjects.MODEL;
import static io.geminiquota.engine.VirtualProjects.project;
import static io.geminiquota.engine.VirtualProjects.relay;
import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.VirtualBackend.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several projects, other models, a relay: which way calls go, in virtual time. */
class OtherWaysTest {

  private static final Duration QUICK = Duration.ofMillis(200);
  private static final Failure BAD_REQUEST =
      new Failure(
          400,
          "{\"error\": {\"code\": 400, \"message\": \"Invalid value at 'contents'\", \"status\":"
              + " \"INVALID_ARGUMENT\"}}");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void threeProjectsTogetherGiveTheSumOfTheirLimits(int seed) {
    VirtualProjects site =
        new VirtualProjects(
            "projects.own.rpm=60,projects.b.rpm=30,projects.c.rpm=10,max-wait=1d",
            List.of(project("b", 1), project("c", 1)),
            List.of(),
            seed,
            QUICK);
    limit(site, "own", 60);
    limit(site, "b", 30);
    limit(site, "c", 10);
    site.calls.fromThreads(5_000, 150);
    site.time.advance(Duration.ofMinutes(20));
    assertThat(site.failed).isEmpty();
    assertThat(site.calls.failures).isEmpty();
    assertThat(site.calls.succeededAt).hasSizeGreaterThanOrEqualTo((int) (0.98 * 20 * 100));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void threeProjectsOfUnknownLimitsTogetherGiveTheirSumToo(int seed) {
    VirtualProjects site =
        new VirtualProjects(
            "max-wait=1d", List.of(project("b", 1), project("c", 1)), List.of(), seed, QUICK);
    limit(site, "own", 60);
    limit(site, "b", 30);
    limit(site, "c", 10);
    site.calls.fromThreads(6_000, 150);
    site.time.advance(Duration.ofMinutes(20));
    int learned = site.calls.succeededAt.size();
    assertThat(site.calls.failures).isEmpty();
    assertThat(learned).isGreaterThanOrEqualTo((int) (0.97 * 20 * 100));
    assertThat(site.failed.values()).as("as one project alone").allMatch(count -> count <= 60);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void projectsWithRoomShareTheCallsByTheirWeights(int seed) {
    VirtualProjects site =
        new VirtualProjects(
            "rpm=1000",
            List.of(project("own", 6), project("b", 3), project("c", 1)),
            List.of(),
            seed,
            QUICK);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      site.calls.one(CALL);
      site.time.advance(Duration.ofMillis(random.nextInt(400)));
    }
    site.time.advance(Duration.ofMinutes(1));
    assertThat(site.received("own", MODEL)).isCloseTo(1_200, Percentage.withPercentage(5));
    assertThat(site.received("b", MODEL)).isCloseTo(600, Percentage.withPercentage(5));
    assertThat(site.received("c", MODEL)).isCloseTo(200, Percentage.withPercentage(5));
  }

  @Test
  void whoWasFullForAWhileDoesNotMakeUpForIt() {
    VirtualProjects site =
        new VirtualProjects(
            "projects.b.rpm=10,rpm=1000", List.of(project("b", 1)), List.of(), 1, QUICK);
    // b has no room for most of a minute, and is not flooded when it has.
    site.calls.fromThreads(200, 200);
    site.time.advance(Duration.ofSeconds(61));
    int before = site.received("b", MODEL);
    for (int i = 0; i < 10; i++) {
      site.calls.one(CALL);
    }
    site.time.advance(Duration.ofSeconds(10));
    assertThat(before).isEqualTo(10);
    assertThat(site.received("b", MODEL) - before).isBetween(4, 6);
  }

  @Test
  void aRejectionOfOneProjectDoesNotTouchTheOthers() {
    VirtualProjects site = new VirtualProjects("", List.of(project("b", 1)), List.of(), 1, QUICK);
    site.answers("own", MODEL, call -> VirtualErrors.spendRate("55s"));
    site.calls.fromThreads(100, 10);
    site.time.advance(Duration.ofSeconds(30));
    assertThat(site.calls.succeededAt).hasSize(100);
    assertThat(site.received("b", MODEL)).isEqualTo(100);
    assertThat(site.received("own", MODEL)).isLessThanOrEqualTo(10);
  }

  @Test
  void aDayThatEndsInMidRunLosesNoCallAndItsModelIsAskedAgainAfterTheReset() {
    VirtualProjects site =
        new VirtualProjects("", List.of(), List.of("gemini-y", "gemini-z"), 1, QUICK);
    int[] used = {0};
    boolean[] reset = {false};
    site.answers(
        "own",
        MODEL,
        call -> ++used[0] > 100 && !reset[0] ? VirtualErrors.dayUsedUp(100, "40000s") : null);
    // 10:00 UTC is 02:00 in Los Angeles: 22 hours to the reset.
    for (int hour = 0; hour < 22; hour++) {
      site.calls.fromThreads(20, 5);
      site.time.advance(Duration.ofHours(1));
    }
    reset[0] = true;
    int before = site.received("own", MODEL);
    int after = 0;
    for (int i = 0; i < 20; i++) {
      site.time.advance(Duration.ofMinutes(6));
      site.calls.one(CALL);
      site.time.advance(Duration.ofSeconds(10));
      after = site.received("own", MODEL) - before;
    }
    assertThat(site.calls.failures).isEmpty();
    assertThat(site.calls.succeededAt).hasSize(22 * 20 + 20);
    assertThat(site.received("own", "gemini-y")).isEqualTo(22 * 20 - 100);
    assertThat(site.received("own", "gemini-z")).isZero();
    assertThat(site.failed("own", MODEL)).as("found out, and looked again").isBetween(1, 60);
    assertThat(after).isGreaterThanOrEqualTo(19);
    assertThat(site.calls.answeredBy.stream().filter(by -> by.model().equals("gemini-y")))
        .hasSize(22 * 20 - 100);
  }

  @Test
  void anOverloadedModelIsLeftForTheNextOneAndTriedAgain() {
    VirtualProjects site = new VirtualProjects("", List.of(), List.of("gemini-y"), 1, QUICK);
    boolean[] overloaded = {true};
    site.answers("own", MODEL, call -> overloaded[0] ? VirtualErrors.OVERLOADED : null);
    site.calls.fromThreads(600, 5);
    site.time.advance(Duration.ofMinutes(5));
    assertThat(site.calls.succeededAt).hasSize(600);
    assertThat(site.received("own", "gemini-y")).isEqualTo(600);
    assertThat(site.received("own", MODEL)).as("looked again now and then").isLessThan(60);
    overloaded[0] = false;
    int before = site.received("own", "gemini-y");
    for (int i = 0; i < 100; i++) {
      site.calls.one(CALL);
      site.time.advance(Duration.ofSeconds(2));
    }
    assertThat(site.calls.succeededAt).hasSize(700);
    assertThat(site.received("own", "gemini-y") - before).isLessThan(40);
  }

  @Test
  void whoNeedNotWaitLongerThanHisPatienceWaitsForHisModel() {
    VirtualProjects site =
        new VirtualProjects("models.gemini-x.rpm=10", List.of(), List.of("gemini-y"), 1, QUICK);
    limit(site, "own", 10);
    for (int i = 0; i < 10; i++) {
      site.calls.one(CALL);
    }
    site.time.advance(Duration.ofSeconds(20));
    site.calls.one(CALL);
    site.time.advance(Duration.ofSeconds(5));
    assertThat(site.received("own", "gemini-y")).as("40 s to go").isEqualTo(1);
    site.time.advance(Duration.ofSeconds(15));
    site.calls.one(CALL);
    site.time.advance(Duration.ofSeconds(25));
    assertThat(site.received("own", MODEL)).as("20 s to go").isEqualTo(11);
    assertThat(site.failed).isEmpty();
  }

  @Test
  void theRelayIsUsedOnlyWhileAllElseIsClosed() {
    VirtualProjects site =
        new VirtualProjects(
            "models.gemini-x.rpm=10,models.gemini-y.rpm=5,projects.relay.rpm=1000",
            List.of(relay()),
            List.of("gemini-y"),
            1,
            QUICK);
    boolean[] down = {false};
    site.answers("own", MODEL, call -> down[0] ? VirtualErrors.BILLING_DISABLED : null);
    site.answers("own", "gemini-y", call -> down[0] ? VirtualErrors.BILLING_DISABLED : null);
    site.calls.fromThreads(10, 10);
    site.time.advance(Duration.ofMinutes(2));
    assertThat(site.received("relay", MODEL)).isZero();
    down[0] = true;
    site.calls.fromThreads(50, 10);
    site.time.advance(Duration.ofMinutes(2));
    int relayed = site.received("relay", MODEL);
    assertThat(relayed).isEqualTo(50);
    down[0] = false;
    // The circuit lets a probe go after its pause; from then on all go where they asked.
    for (int i = 0; i < 30; i++) {
      site.calls.one(CALL);
      site.time.advance(Duration.ofSeconds(10));
    }
    assertThat(site.calls.failures).isEmpty();
    assertThat(site.calls.succeededAt).hasSize(90);
    assertThat(site.received("relay", MODEL) - relayed)
        .as("a window at most")
        .isLessThanOrEqualTo(6);
  }

  @Test
  void aBadRequestIsNeverSentAnotherWay() {
    VirtualProjects site = new VirtualProjects("", List.of(relay()), List.of("gemini-y"), 1, QUICK);
    site.answers("own", MODEL, call -> BAD_REQUEST);
    site.calls.fromThreads(3, 1);
    site.time.advance(Duration.ofMinutes(1));
    assertThat(site.calls.failures).hasSize(3).allMatch(failure -> failure.contains("gave up"));
    assertThat(site.received).containsOnlyKeys("own gemini-x");
  }

  @Test
  void aModelThatCannotTakeTheRequestIsPassedOverAndTheLastWordHasTheOneThatWasAsked() {
    VirtualProjects site =
        new VirtualProjects("max-wait=1m", List.of(), List.of("gemini-y", "gemini-z"), 1, QUICK);
    site.answers("own", MODEL, call -> VirtualErrors.dayUsedUp(100, "40000s"));
    site.answers("own", "gemini-y", call -> BAD_REQUEST);
    site.calls.fromThreads(3, 1);
    site.time.advance(Duration.ofMinutes(1));
    assertThat(site.received("own", "gemini-z")).isEqualTo(3);
    assertThat(site.calls.failures).isEmpty();
    site.answers("own", "gemini-z", call -> BAD_REQUEST);
    site.calls.fromThreads(1, 1);
    site.time.advance(Duration.ofMinutes(1));
    assertThat(site.calls.failures)
        .singleElement()
        .asString()
        .contains("per day")
        .contains("No other way is free in time")
        .contains("gemini-y of project own: closed");
  }

  @Test
  void whoIsRefusedIsToldOfAllWays() {
    VirtualProjects site =
        new VirtualProjects(
            "max-wait=5s,rpm=1", List.of(project("b", 1)), List.of("gemini-y"), 1, QUICK);
    site.calls.fromThreads(5, 5);
    site.time.advance(Duration.ofSeconds(6));
    assertThat(site.calls.succeededAt).hasSize(4);
    assertThat(site.calls.failures)
        .singleElement()
        .asString()
        .contains("gemini-y of project own: in 6")
        .contains("gemini-x of project b: in 6");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverTheServersDoEachCallEndsOnceAndNoLimitIsExceeded(int seed) {
    Random random = new Random(seed);
    List<VirtualServer> judges = new ArrayList<>();
    VirtualProjects site =
        new VirtualProjects(
            "projects.own.rpm=30,projects.b.rpm=20,projects.relay.rpm=5,retries=3",
            List.of(project("b", 2), relay()),
            List.of("gemini-y"),
            seed,
            QUICK);
    for (String project : List.of("own", "b")) {
      for (String model : List.of(MODEL, "gemini-y")) {
        VirtualServer judge = judge(site, project.equals("own") ? 30 : 20);
        site.answers(
            project,
            model,
            call -> random.nextInt(10) == 0 ? anyFailure(random) : judge.receive(call));
        judges.add(judge);
      }
    }
    judges.add(judge(site, 5));
    site.answers("relay", MODEL, judges.get(judges.size() - 1));
    int calls = 0;
    for (int i = 0; i < 60; i++) {
      int burst = random.nextInt(8);
      calls += burst;
      site.calls.fromThreads(burst, burst);
      site.time.advance(Duration.ofSeconds(random.nextInt(20)));
    }
    site.time.advance(Duration.ofHours(1));
    assertThat(site.calls.succeededAt.size() + site.calls.failures.size()).isEqualTo(calls);
    assertThat(judges).allMatch(judge -> judge.rejected() == 0);
  }

  private static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  private static Failure anyFailure(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> VirtualErrors.OVERLOADED;
      case 1 -> VirtualErrors.INTERNAL;
      case 2 -> VirtualErrors.spendRate("7s");
      case 3 -> VirtualErrors.SILENT;
      default -> VirtualErrors.BAD_KEY;
    };
  }

  private static void limit(VirtualProjects site, String project, int limit) {
    site.answers(project, MODEL, judge(site, limit));
  }

  private static VirtualServer judge(VirtualProjects site, int limit) {
    return new VirtualServer(site.time, limit, Duration.ofMinutes(1), true);
  }
}
