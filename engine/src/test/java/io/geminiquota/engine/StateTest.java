package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.Closure;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.QuotaUse;
import io.geminiquota.engine.policy.MethodPolicy;
import io.geminiquota.engine.policy.MethodPolicyReader;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the engine shows of itself. */
class StateTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Instant MIDNIGHT = Instant.parse("2026-03-03T08:00:00Z");

  @Test
  void nothingStandsWhereNothingWasCalled() {
    VirtualSite site = new VirtualSite("", 1);
    EngineState state = site.governor.state();
    assertThat(state.at()).isEqualTo(site.time.now());
    assertThat(state.gates()).isEmpty();
    assertThat(state.circuits()).isEmpty();
  }

  @Test
  void aGateTellsItsQuotasAndTheirUse() {
    VirtualSite site = new VirtualSite("rpm=10,rpd=100,max-wait=1m", 1);
    site.callEvery(SECOND, Duration.ofSeconds(4), VirtualCalls.CALL);
    GateState gate = only(site);

    assertThat(gate.name())
        .isEqualTo(
            new GateName.OfModel(
                Service.GEMINI, "project", "gemini-x", Operation.GENERATE_CONTENT));
    assertThat(gate.name().id()).isEqualTo("project/gemini-x");
    QuotaUse minute = use(gate, Window.MINUTE);
    assertThat(minute.quota().limit()).isEqualTo(10);
    assertThat(minute.quota().origin()).isEqualTo(Quota.Origin.CONFIGURED);
    assertThat(minute.used()).isEqualTo(4);
    assertThat(minute.remaining()).isEqualTo(6);
    assertThat(minute.share()).isNull();
    assertThat(minute.ends()).isNull();
    QuotaUse day = use(gate, Window.DAY);
    assertThat(day.used()).isEqualTo(4);
    assertThat(day.remaining()).isEqualTo(96);
    assertThat(day.ends()).isEqualTo(MIDNIGHT);
    assertThat(gate.closed()).isNull();
    assertThat(gate.isDayUsedUp()).isFalse();
  }

  @Test
  void anOpenCircuitTellsWhatItIsAboutAndIsReset() {
    VirtualSite site = new VirtualSite("", 1);
    site.answers(call -> VirtualErrors.zeroQuota());
    site.calls.one();
    site.time.advance(SECOND);
    OpenCircuit circuit = site.governor.state().circuits().get(0);

    assertThat(circuit.subject()).isEqualTo(OpenCircuit.Subject.MODEL);
    assertThat(circuit.project()).isEqualTo("project");
    assertThat(circuit.model()).isEqualTo("gemini-x");
    assertThat(circuit.verdict().kind()).isEqualTo(Kind.QUOTA_ZERO);
    assertThat(circuit.advice()).contains("billing");
    assertThat(circuit.since()).isBetween(site.time.now().minus(SECOND), site.time.now());
    assertThat(circuit.nextProbe()).isEqualTo(circuit.since().plusSeconds(2));
    assertThat(site.governor.reset("no such circuit")).isFalse();
    assertThat(site.governor.reset(circuit.id())).isTrue();
    assertThat(site.governor.state().circuits()).isEmpty();
    assertThat(site.governor.reset(circuit.id())).isFalse();
    site.answers(call -> null);
    site.calls.one();
    site.time.advance(SECOND);
    assertThat(site.calls.succeededAt).hasSize(1);
  }

  @Test
  void aDayThatTheServerSaysIsUsedUpClosesTheGateWithItsAdvice() {
    VirtualSite site = new VirtualSite("rpd=4,max-wait=1s", 1);
    site.answers(call -> VirtualErrors.dayUsedUp(4, "9h"));
    site.calls.one();
    site.time.advance(SECOND);
    GateState gate = only(site);

    assertThat(gate.isDayUsedUp()).isTrue();
    assertThat(use(gate, Window.DAY).remaining()).isZero();
    Closure closed = gate.closed();
    assertThat(closed.reason()).isEqualTo(Closure.Reason.DAY_USED_UP);
    assertThat(closed.verdict().kind()).isEqualTo(Kind.QUOTA_REQUESTS_PER_DAY);
    assertThat(closed.advice()).contains("4 requests per day").contains("gemini-x");
    assertThat(closed.opens()).isAfter(site.time.now().plus(Duration.ofHours(8)));
  }

  @Test
  void whoWaitsAndWhoIsUnderWayIsCounted() {
    VirtualSite site = new VirtualSite("rpm=3,concurrency=8,max-wait=5m", 1);
    for (int i = 0; i < 5; i++) {
      site.calls.one();
    }
    GateState busy = only(site);
    assertThat(busy.waiting()).isEqualTo(2);
    assertThat(busy.underWay()).isEqualTo(3);
    assertThat(busy.open()).isEqualTo(3);
    assertThat(busy.concurrency()).isEqualTo(8);
    assertThat(use(busy, Window.MINUTE).remaining()).isZero();

    site.time.advance(Duration.ofMinutes(3));
    GateState quiet = only(site);
    assertThat(quiet.waiting()).isZero();
    assertThat(quiet.underWay()).isZero();
    assertThat(quiet.open()).isZero();
    assertThat(use(quiet, Window.MINUTE).remaining()).isEqualTo(3);
  }

  @Test
  void aHintClosesTheGateUntilItHasPassed() {
    VirtualTime time = new VirtualTime();
    VirtualServer server = new VirtualServer(time, 2, Duration.ofMinutes(1), false);
    server.receive(VirtualCalls.CALL);
    server.receive(VirtualCalls.CALL);
    Governor governor = governor(time, "max-wait=5m");
    calls(time, governor, server).fromThreads(1, 1);
    time.advance(SECOND.multipliedBy(5));
    GateState gate = governor.state().gates().get(0);

    assertThat(gate.closed().reason()).isEqualTo(Closure.Reason.HINT);
    assertThat(gate.closed().opens())
        .isBetween(time.now().plusSeconds(54), time.now().plusSeconds(57));
    assertThat(gate.closed().advice()).isNull();
    QuotaUse minute = use(gate, Window.MINUTE);
    assertThat(minute.quota().limit()).isEqualTo(2);
    assertThat(minute.quota().id())
        .isEqualTo("GenerateRequestsPerMinutePerProjectPerModel-FreeTier");
    time.advance(Duration.ofMinutes(3));
    assertThat(governor.state().gates().get(0).closed()).isNull();
  }

  @Test
  void aDayThatIsOnlySaidToBeOverIsDoubtedFirst() {
    VirtualSite site = new VirtualSite("max-wait=1s", 1);
    site.answers(call -> VirtualErrors.dayUsedUp(1000, "31s"));
    site.calls.one();
    site.time.advance(SECOND);
    assertThat(only(site).closed().reason()).isEqualTo(Closure.Reason.DAY_DOUBTED);
    assertThat(only(site).closed().opens())
        .isBetween(site.time.now().plusSeconds(29), site.time.now().plusSeconds(31));
    assertThat(only(site).closed().advice()).as("there is nothing to do yet").isNull();
    assertThat(only(site).isDayUsedUp()).isFalse();

    site.time.advance(SECOND.multipliedBy(31));
    site.calls.one();
    site.time.advance(SECOND);
    assertThat(only(site).closed().reason()).isEqualTo(Closure.Reason.DAY_USED_UP);
    assertThat(only(site).isDayUsedUp()).isTrue();
  }

  @Test
  void eachReasonToHoldEverybodyIsToldWhileItLasts() {
    VirtualSite site = new VirtualSite("max-wait=10m,retries=50", 1);
    site.answers(call -> VirtualErrors.SILENT);
    site.calls.fromThreads(200, 20);
    Set<Closure.Reason> seen = EnumSet.noneOf(Closure.Reason.class);
    for (int i = 0; i < 60_000; i++) {
      site.time.advance(Duration.ofMillis(5));
      Closure closed = only(site).closed();
      if (closed != null) {
        seen.add(closed.reason());
        assertThat(closed.opens() == null).isEqualTo(closed.reason() == Closure.Reason.PROBED);
      }
    }
    assertThat(seen)
        .contains(Closure.Reason.OVERLOAD, Closure.Reason.BEING_JUDGED, Closure.Reason.PROBED);
  }

  @Test
  void aShareThatIsLessThanTheLimitIsToldBesideIt() {
    VirtualTime time = new VirtualTime();
    VirtualServer server = new VirtualServer(time, 60, Duration.ofMinutes(1), false);
    Governor one = governor(time, "max-wait=1h,retries=100");
    Governor other = governor(time, "max-wait=1h,retries=100");
    calls(time, one, server).fromThreads(300, 40);
    calls(time, other, server).fromThreads(300, 40);
    time.advance(Duration.ofMinutes(3));
    QuotaUse mine = use(one.state().gates().get(0), Window.MINUTE);
    QuotaUse theirs = use(other.state().gates().get(0), Window.MINUTE);

    assertThat(mine.quota().limit()).isEqualTo(60);
    assertThat(mine.share()).isLessThan(60);
    assertThat(theirs.share()).isLessThan(60);
    assertThat(mine.share() + theirs.share()).isBetween(50L, 66L);
    assertThat(mine.remaining()).isBetween(0L, mine.share());
  }

  @Test
  void modelsThatShareABucketAreOneGateWithTwoNames() {
    VirtualSite site = new VirtualSite("max-wait=1s", 1);
    site.answers(call -> VirtualErrors.dayUsedUp(4, "9h"));
    site.calls.one(VirtualSite.call("project", "gemini-x-latest", "key-1"));
    site.time.advance(SECOND);

    assertThat(only(site).name().id()).isEqualTo("project/gemini-x");
    assertThat(only(site).aliases()).containsExactly("gemini-x-latest");
  }

  @Test
  void aBudgetStandsBesideItsProject() {
    VirtualSite site = new VirtualSite("", 1);
    MethodPolicy reports = MethodPolicyReader.read("Reports", Map.of("rpm", "10")).policy();
    site.calls.scope = site.governor.scope(reports);
    site.calls.one();
    List<GateState> gates = site.governor.state().gates();

    assertThat(gates)
        .extracting(gate -> gate.name().id())
        .containsExactly("@GeminiQuota of Reports", "project/gemini-x");
    QuotaUse budget = use(gates.get(0), Window.MINUTE);
    assertThat(budget.quota().origin()).isEqualTo(Quota.Origin.METHOD);
    assertThat(budget.remaining()).isEqualTo(9);
  }

  @Test
  void whatIsCountedWithoutAKnownLimitIsToldAlone() {
    VirtualSite site = new VirtualSite("", 1);
    site.calls.one();
    QuotaUse day = use(only(site), Window.DAY);
    assertThat(day.used()).isEqualTo(1);
    assertThat(day.quota()).isNull();
    assertThat(day.remaining()).isNull();
    assertThat(day.exhausted()).isNull();
  }

  @Test
  void aNewDayBeginsWithNothingUsed() {
    VirtualSite site = new VirtualSite("rpd=5,max-wait=1s", 1);
    site.callEvery(SECOND, Duration.ofSeconds(7), VirtualCalls.CALL);
    assertThat(only(site).isDayUsedUp()).isTrue();
    site.time.advance(Duration.between(site.time.now(), MIDNIGHT));

    assertThat(only(site).isDayUsedUp()).isFalse();
    assertThat(use(only(site), Window.DAY).used()).isZero();
    assertThat(use(only(site), Window.DAY).ends()).isEqualTo(MIDNIGHT.plus(Duration.ofDays(1)));
  }

  /** Two runs of the same calls, one of which is looked at all the time. */
  @Test
  void toLookChangesNothing() {
    assertThat(succeededAt(true)).hasSize(150).isEqualTo(succeededAt(false));
  }

  private static List<Long> succeededAt(boolean lookedAt) {
    VirtualTime time = new VirtualTime();
    VirtualServer server = new VirtualServer(time, 40, Duration.ofMinutes(1), false);
    Governor governor = governor(time, "max-wait=1h,rpd=1000");
    VirtualCalls calls = calls(time, governor, server);
    calls.fromThreads(150, 20);
    for (int i = 0; i < 600; i++) {
      if (lookedAt) {
        assertThat(governor.state().gates()).hasSize(1);
      }
      time.advance(SECOND);
    }
    return calls.succeededAt;
  }

  private static Governor governor(VirtualTime time, String settings) {
    return new Governor(
        SettingsReader.read(settings, Map.of(), Map.of()).settings(), time, time, new Random(1));
  }

  private static VirtualCalls calls(VirtualTime time, Governor governor, VirtualBackend server) {
    return new VirtualCalls(time, governor, server, new Random(2), Duration.ofMillis(300));
  }

  private static GateState only(VirtualSite site) {
    assertThat(site.governor.state().gates()).hasSize(1);
    return site.governor.state().gates().get(0);
  }

  private static QuotaUse use(GateState gate, Window window) {
    return gate.uses().stream()
        .filter(use -> use.window() == window && use.dimension() == Dimension.REQUESTS)
        .findFirst()
        .orElseThrow();
  }
}
