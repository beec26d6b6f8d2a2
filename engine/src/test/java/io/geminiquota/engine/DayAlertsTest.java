package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaUse;
import io.geminiquota.engine.policy.MethodPolicy;
import io.geminiquota.engine.policy.MethodPolicyReader;
import io.geminiquota.engine.usage.AnswerSummary;
import io.geminiquota.engine.usage.RequestSize;
import io.geminiquota.engine.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The warnings that a day's quota comes to its end. */
class DayAlertsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<Integer> ALL = List.of(70, 80, 90, 100);

  private final NewsReader news = new NewsReader();

  @Test
  void eachThresholdIsToldOnceAndSoon() {
    VirtualSite site = site("rpd=20,max-wait=1s");
    site.callEvery(MINUTE, Duration.ofMinutes(14), VirtualCalls.CALL);
    assertThat(news.thresholds()).containsExactly(70);
    QuotaAlert alert = news.alerts.get(news.alerts.size() - 1);
    assertThat(alert.use().used()).isEqualTo(14);
    assertThat(alert.gate().id()).isEqualTo("project/gemini-x");
    assertThat(alert.text())
        .contains(
            "70 % of the 20 requests per day of model gemini-x, project project, are used: 14")
        .contains("2026-03-03 00:00 Pacific time");
    assertThat(Duration.between(alert.at(), site.time.now()))
        .isGreaterThan(MINUTE.minus(SECOND.multipliedBy(2)));

    site.callEvery(MINUTE, Duration.ofMinutes(30), VirtualCalls.CALL);
    assertThat(news.thresholds()).isEqualTo(ALL);
  }

  @Test
  void aBurstThatUsesUpAllIsToldAlthoughNobodyCallsAfterIt() {
    VirtualSite site = site("rpd=20,max-wait=1s");
    for (int i = 0; i < 20; i++) {
      site.calls.one();
    }
    site.time.advance(SECOND.multipliedBy(2));
    assertThat(news.thresholds()).isEqualTo(ALL);
  }

  @Test
  void theNextDayIsToldOfAgain() {
    VirtualSite site = site("rpd=20,max-wait=1s");
    site.callEvery(MINUTE, Duration.ofMinutes(30), VirtualCalls.CALL);
    site.time.advance(Duration.ofHours(23));
    assertThat(news.thresholds()).isEqualTo(ALL);
    site.callEvery(MINUTE, Duration.ofMinutes(30), VirtualCalls.CALL);
    assertThat(news.thresholds()).containsExactly(70, 80, 90, 100, 70, 80, 90, 100);
  }

  @Test
  void theServersWordCountsMoreThanOurs() {
    VirtualSite site = site("max-wait=1s");
    site.callEvery(MINUTE, Duration.ofMinutes(5), VirtualCalls.CALL);
    assertThat(news.alerts).isEmpty();
    site.answers(call -> VirtualErrors.dayUsedUp(100, "9h"));
    site.callEvery(MINUTE, Duration.ofMinutes(5), VirtualCalls.CALL);

    assertThat(news.thresholds()).containsExactly(100);
    QuotaUse use = news.alerts.get(0).use();
    assertThat(use.quota().limit()).isEqualTo(100);
    assertThat(use.quota().origin()).isEqualTo(Quota.Origin.LEARNED);
    assertThat(use.used()).isEqualTo(5);
    assertThat(use.remaining()).isZero();
    assertThat(news.alerts.get(0).text()).contains("The 100 requests per day").contains("used up");
  }

  @Test
  void aBudgetIsToldOfUnderItsOwnName() {
    VirtualSite site = site("max-wait=1s");
    MethodPolicy reports = MethodPolicyReader.read("Reports", Map.of("rpd", "10")).policy();
    site.calls.scope = site.governor.scope(reports);
    site.callEvery(MINUTE, Duration.ofMinutes(7), VirtualCalls.CALL);

    assertThat(news.thresholds()).containsExactly(70);
    assertThat(news.alerts.get(0).gate().id()).isEqualTo("@GeminiQuota of Reports");
  }

  @Test
  void whatAnotherStartHasToldIsNotToldAgain() {
    VirtualTime time = new VirtualTime();
    MemoryStore store = new MemoryStore();
    DayServer server = new DayServer(time, 100);
    VirtualJvm first = new VirtualJvm(time, time, "max-wait=1s,rpd=20", store, server, 1);
    first.governor.tell(news);
    call(15, first, time);
    first.exits();
    assertThat(news.thresholds()).containsExactly(70);
    VirtualJvm second = new VirtualJvm(time, time, "max-wait=1s,rpd=20", store, server, 2);
    second.governor.tell(news);
    call(2, second, time);
    assertThat(news.thresholds()).containsExactly(70, 80);
  }

  @Test
  void whatOtherJvmsUseCountsInTheThresholdsAndInTheRate() {
    VirtualTime time = new VirtualTime();
    MemoryStore store = new MemoryStore();
    DayServer server = new DayServer(time, 10_000);
    VirtualJvm one = new VirtualJvm(time, time, "max-wait=1s,rpd=600", store, server, 1);
    VirtualJvm other = new VirtualJvm(time, time, "max-wait=1s,rpd=600", store, server, 2);
    one.governor.tell(news);
    for (int i = 0; i < 200; i++) {
      one.calls.one();
      time.advance(SECOND.multipliedBy(30));
      other.calls.one();
      time.advance(SECOND.multipliedBy(30));
    }
    Instant foretold = day(one).exhausted();

    // 200 are left of 600, two a minute.
    assertThat(foretold)
        .isBetween(
            time.now().plus(MINUTE.multipliedBy(95)), time.now().plus(MINUTE.multipliedBy(105)));
    for (int i = 0; i < 12; i++) {
      one.calls.one();
      other.calls.one();
      time.advance(MINUTE);
    }
    assertThat(news.thresholds()).containsExactly(70);
  }

  @Test
  void othersUseIsSpreadOverTheTimeInWhichItWasNotHeardOf() {
    VirtualTime time = new VirtualTime();
    MemoryStore store = new MemoryStore();
    DayServer server = new DayServer(time, 10_000);
    VirtualJvm quiet = new VirtualJvm(time, time, "max-wait=1s,rpd=1000", store, server, 1);
    VirtualJvm busy = new VirtualJvm(time, time, "max-wait=1s,rpd=1000", store, server, 2);
    call(1, quiet, time);
    for (int i = 0; i < 600; i++) {
      busy.calls.one();
      time.advance(MINUTE);
    }
    call(2, quiet, time);

    // 400 are left of 1000, one a minute.
    assertThat(day(quiet).exhausted())
        .isBetween(
            time.now().plus(MINUTE.multipliedBy(380)), time.now().plus(MINUTE.multipliedBy(420)));
  }

  @Test
  void whoWasHeldIsCountedWhenHeGoes() {
    VirtualSite site = site("rpm=5,rpd=20,max-wait=10m");
    for (int i = 0; i < 20; i++) {
      site.calls.one();
    }
    site.time.advance(MINUTE);
    assertThat(news.thresholds()).isEmpty();
    site.time.advance(MINUTE.multipliedBy(4));
    assertThat(news.thresholds()).isEqualTo(ALL);
  }

  @Test
  void tokensAreToldWhenTheAnswerTellsHowManyTheyWere() {
    VirtualSite site = site("tpd=100000,max-wait=1s");
    GovernedCall call =
        site.governor.begin(
            VirtualCalls.CALL, RequestSize.UNKNOWN, MINUTE, null, CallObserver.none());
    assertThat(call.admit(null)).isEqualTo(Admission.ADMITTED);
    call.left();
    call.succeeded(200);
    site.time.advance(MINUTE);
    assertThat(news.thresholds()).isEmpty();
    call.read(AnswerSummary.of(new Usage(85_000, 10, 0, 0, 0)));
    call.finished();
    site.time.advance(SECOND.multipliedBy(2));

    assertThat(news.thresholds()).containsExactly(80);
    assertThat(news.alerts.get(0).text())
        .startsWith("80 % of the 100000 input tokens per day of model gemini-x");
  }

  private VirtualSite site(String settings) {
    VirtualSite site = new VirtualSite(settings, 1);
    site.governor.tell(news);
    return site;
  }

  private static QuotaUse day(VirtualJvm jvm) {
    return jvm.governor.state().gates().get(0).uses().stream()
        .filter(use -> use.window() == Window.DAY)
        .findFirst()
        .orElseThrow();
  }

  private static void call(int times, VirtualJvm jvm, VirtualTime time) {
    for (int i = 0; i < times; i++) {
      jvm.calls.one();
      time.advance(SECOND.multipliedBy(2));
    }
  }
}
