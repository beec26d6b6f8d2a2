package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.policy.MethodPolicyReader;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.usage.AnswerSummary;
import io.geminiquota.engine.usage.RequestSize;
import io.geminiquota.engine.usage.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** News are told of the call that caused them, and of no other. */
class CausedNewsTest {

  private static final Place.Turn NOBODY_IS_TOLD =
      new Place.Turn() {
        @Override
        public void admitted() {}

        @Override
        public void refused() {}
      };

  private final VirtualTime time = new VirtualTime();

  @Test
  void aHeldCallThatCrossesAThresholdIsTheCauseAndNotTheOneThatLetItIn() {
    Governor governor = governor("rpd=10,concurrency=1");
    for (int i = 0; i < 5; i++) {
      answered(governor);
    }
    Causes first = new Causes();
    GovernedCall open = begin(governor, first, null);
    assertThat(open.admit(NOBODY_IS_TOLD)).isEqualTo(Admission.ADMITTED);
    Causes second = new Causes();
    GovernedCall held = begin(governor, second, null);
    assertThat(held.admit(NOBODY_IS_TOLD)).isEqualTo(Admission.HELD);

    open.succeeded(200);
    open.finished();

    assertThat(first.news.alerts).isEmpty();
    assertThat(second.news.thresholds()).containsExactly(70);
  }

  @Test
  void eachThresholdHasOneCauseAndEverybodyHearsOfItOnce() {
    Governor governor = governor("rpd=10");
    NewsReader everybody = new NewsReader();
    governor.tell(everybody);
    for (int i = 1; i <= 10; i++) {
      int crossed = answered(governor).news.alerts.size();
      assertThat(crossed).as("call %d", i).isEqualTo(i < 7 ? 0 : 1);
    }
    time.advance(Duration.ofSeconds(5));
    assertThat(everybody.thresholds()).containsExactly(70, 80, 90, 100);
  }

  @Test
  void tokensThatTurnOutToBeManyAreTheirCallsDoing() {
    Governor governor = governor("tpd=1000");
    Causes causes = new Causes();
    GovernedCall call = begin(governor, causes, null);
    assertThat(call.admit(NOBODY_IS_TOLD)).isEqualTo(Admission.ADMITTED);
    call.succeeded(200);
    assertThat(causes.news.alerts).isEmpty();
    call.read(AnswerSummary.of(new Usage(850, 1, 0, 0, 851)));
    assertThat(causes.news.thresholds()).containsExactly(80);
  }

  @Test
  void whatIsUsedOfABudgetIsToldAsWell() {
    Governor governor = governor("");
    Scope scope = governor.scope(MethodPolicyReader.read("Reports", Map.of("rpd", "1")).policy());
    Causes causes = new Causes();
    assertThat(begin(governor, causes, scope).admit(NOBODY_IS_TOLD)).isEqualTo(Admission.ADMITTED);
    assertThat(causes.news.alerts)
        .extracting(alert -> alert.gate().id())
        .containsOnly("@GeminiQuota of Reports");
  }

  @Test
  void aLimitIsLearnedByTheCallThatWasTurnedAwayFirst() {
    Governor governor = governor("rpm=100");
    Causes first = new Causes();
    Causes second = new Causes();
    GovernedCall one = begin(governor, first, null);
    GovernedCall other = begin(governor, second, null);
    assertThat(one.admit(NOBODY_IS_TOLD)).isEqualTo(Admission.ADMITTED);
    assertThat(other.admit(NOBODY_IS_TOLD)).isEqualTo(Admission.ADMITTED);
    String dayUsedUp = VirtualErrors.dayUsedUp(50, "9h").body();

    assertThat(one.failed(429, null, dayUsedUp)).isNotNull();
    assertThat(other.failed(429, null, dayUsedUp)).isNotNull();

    assertThat(first.news.limits)
        .singleElement()
        .satisfies(change -> assertThat(change.after().limit()).isEqualTo(50));
    assertThat(second.news.limits).isEmpty();
  }

  private Causes answered(Governor governor) {
    Causes causes = new Causes();
    GovernedCall call = begin(governor, causes, null);
    assertThat(call.admit(NOBODY_IS_TOLD)).isEqualTo(Admission.ADMITTED);
    call.succeeded(200);
    call.finished();
    return causes;
  }

  private Governor governor(String arguments) {
    return new Governor(
        SettingsReader.read(arguments, Map.of(), Map.of()).settings(), time, time, new Random(1));
  }

  private static GovernedCall begin(Governor governor, Causes causes, @Nullable Scope scope) {
    return governor.begin(
        VirtualCalls.CALL, RequestSize.UNKNOWN, Duration.ofDays(1), scope, call -> causes);
  }

  /** Reads what one call has caused. */
  private static final class Causes implements Observation {

    final NewsReader news = new NewsReader();

    @Override
    public void caused(Consumer<QuotaObserver> caused) {
      caused.accept(news);
    }
  }
}
