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
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Service;
import java.time.Duration;
import java.time.Instant;
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
