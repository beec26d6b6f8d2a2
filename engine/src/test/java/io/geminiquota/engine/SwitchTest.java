package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.policy.MethodPolicyReader;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.usage.RequestSize;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The switch that a person turns while calls are under way. */
class SwitchTest {

  private final VirtualTime time = new VirtualTime();

  @Test
  void whoIsHeldIsLetGoAtOnceAndNobodyIsHeldAnyMore() {
    Governor governor = governor("rpm=1");
    Told first = asked(governor, null);
    Told held = asked(governor, null);
    Told heldToo = asked(governor, null);
    assertThat(first.admission).isEqualTo(Admission.ADMITTED);
    assertThat(held.admission).isEqualTo(Admission.HELD);

    governor.disable();

    assertThat(governor.isEnabled()).isFalse();
    assertThat(held.admitted).isEqualTo(1);
    assertThat(heldToo.admitted).isEqualTo(1);
    assertThat(asked(governor, null).admission).isEqualTo(Admission.ADMITTED);
    time.advance(Duration.ofHours(1));
    assertThat(held.admitted + held.refused).isEqualTo(1);
  }

  @Test
  void whoWaitsForTheBudgetOfHisMethodIsLetGoThroughBothGates() {
    Governor governor = governor("rpm=1");
    Scope scope = governor.scope(MethodPolicyReader.read("m", Map.of("rpm", "1")).policy());
    asked(governor, scope);
    Told held = asked(governor, scope);
    assertThat(held.admission).isEqualTo(Admission.HELD);

    governor.disable();

    assertThat(held.admitted).isEqualTo(1);
  }

  @Test
  void whatWentMeanwhileCountsWhenLimitsHoldAgain() {
    Governor governor = governor("rpm=2");
    governor.disable();
    for (int i = 0; i < 5; i++) {
      Told free = asked(governor, null);
      assertThat(free.admission).isEqualTo(Admission.ADMITTED);
      free.call.left();
      free.call.succeeded(200);
      free.call.finished();
    }
    governor.enable();

    Told next = asked(governor, null);
    assertThat(next.admission).isEqualTo(Admission.HELD);
    time.advance(Duration.ofSeconds(62));
    assertThat(next.admitted).isEqualTo(1);
  }

  @Test
  void whatFailsMeanwhileIsNotSentAgain() {
    Governor governor = governor("");
    Told call = asked(governor, null);
    governor.disable();

    assertThat(call.call.failed(503, null, "The model is overloaded."))
        .isInstanceOf(Decision.GiveUp.class);
  }

  @Test
  void anOpenCircuitDoesNotRefuseWhileItIsOff() {
    Governor governor = governor("");
    VirtualBackend.Failure badKey = VirtualErrors.BAD_KEY;
    asked(governor, null).call.failed(badKey.status(), null, badKey.body());
    assertThat(asked(governor, null).admission).isEqualTo(Admission.REFUSED);

    governor.disable();

    assertThat(asked(governor, null).admission).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void itIsOffAtFirstWhereTheSettingsSaySo() {
    assertThat(governor("enabled=false").isEnabled()).isFalse();
    assertThat(governor("").isEnabled()).isTrue();
  }

  @Test
  void whoIsHeldCanBeLetGoWithoutSwitchingOff() {
    Governor governor = governor("rpm=1");
    asked(governor, null);
    Told held = asked(governor, null);

    governor.letAllGo();

    assertThat(held.admitted).isEqualTo(1);
    assertThat(asked(governor, null).admission).isEqualTo(Admission.HELD);
  }

  private Governor governor(String arguments) {
    return new Governor(
        SettingsReader.read(arguments, Map.of(), Map.of()).settings(), time, time, new Random(1));
  }

  private Told asked(Governor governor, @Nullable Scope scope) {
    Told told =
        new Told(
            governor.begin(
                VirtualCalls.CALL,
                RequestSize.UNKNOWN,
                Duration.ofDays(1),
                scope,
                CallObserver.none()));
    told.admission = told.call.admit(told);
    return told;
  }

  /** A call, and what it was told. */
  private static final class Told implements Place.Turn {

    final GovernedCall call;
    @Nullable Admission admission;
    int admitted;
    int refused;

    Told(GovernedCall call) {
      this.call = call;
    }

    @Override
    public void admitted() {
      admitted++;
    }

    @Override
    public void refused() {
      refused++;
    }
  }
}
