package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.LimitChange;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.policy.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What observers are told of quotas and circuits. */
class NewsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final NewsReader news = new NewsReader();

  @Test
  void aLimitThatWasLearnedIsTold() {
    VirtualTime time = new VirtualTime();
    VirtualServer server = new VirtualServer(time, 20, MINUTE, false);
    Governor governor = governor(time, "max-wait=5m");
    governor.tell(news);
    calls(time, governor, server).fromThreads(60, 8);
    time.advance(MINUTE);

    assertThat(news.limits).hasSize(1);
    LimitChange learned = news.limits.get(0);
    assertThat(learned.gate().id()).isEqualTo("project/gemini-x");
    assertThat(learned.before()).isNull();
    assertThat(learned.after().limit()).isEqualTo(20);
    assertThat(learned.after().window()).isEqualTo(Window.MINUTE);
    assertThat(learned.after().origin()).isEqualTo(Quota.Origin.LEARNED);
    assertThat(learned.after().id())
        .isEqualTo("GenerateRequestsPerMinutePerProjectPerModel-FreeTier");
  }

  @Test
  void aLimitThatTheServerTellsLowerIsTold() {
    VirtualTime time = new VirtualTime();
    VirtualServer server = new VirtualServer(time, 10, MINUTE, false);
    Governor governor = governor(time, "max-wait=5m,rpm=15");
    governor.tell(news);
    calls(time, governor, server).fromThreads(40, 8);
    time.advance(MINUTE);

    assertThat(news.limits).hasSize(1);
    assertThat(news.limits.get(0).before().origin()).isEqualTo(Quota.Origin.CONFIGURED);
    assertThat(news.limits.get(0).before().limit()).isEqualTo(15);
    assertThat(news.limits.get(0).after().limit()).isEqualTo(10);
  }

  @Test
  void whatTheSettingsSayIsNoNews() {
    VirtualSite site = new VirtualSite("rpm=100,rpd=1000", 1);
    site.governor.tell(news);
    site.callEvery(SECOND, MINUTE, VirtualCalls.CALL);
    assertThat(news.limits).isEmpty();
    assertThat(news.alerts).isEmpty();
    assertThat(news.circuits).isEmpty();
  }

  @Test
  void aDayLimitThatTurnsOutToBeRaisedIsTakenBack() {
    VirtualSite site = new VirtualSite("max-wait=1s", 1);
    site.governor.tell(news);
    int[] received = {0};
    site.answers(call -> ++received[0] > 20 ? VirtualErrors.dayUsedUp(20, "31s") : null);
    site.callEvery(MINUTE, MINUTE.multipliedBy(22), VirtualCalls.CALL);
    site.answers(call -> null);
    site.callEvery(MINUTE, Duration.ofHours(4), VirtualCalls.CALL);

    assertThat(news.limits).hasSize(2);
    assertThat(news.limits.get(0).after().limit()).isEqualTo(20);
    assertThat(news.limits.get(1).before().limit()).isEqualTo(20);
    assertThat(news.limits.get(1).after()).isNull();
  }

  @Test
  void circuitsAreToldInTheOrderInWhichTheyOpenAndClose() {
    VirtualSite site = new VirtualSite("", 1);
    site.governor.tell(news);
    site.answers(call -> VirtualErrors.BILLING_DISABLED);
    site.calls.one();
    site.time.advance(SECOND);
    OpenCircuit open = site.governor.state().circuits().get(0);
    assertThat(open.subject()).isEqualTo(OpenCircuit.Subject.PROJECT);
    assertThat(open.model()).isNull();
    assertThat(news.circuits).containsExactly("opened " + open.id());

    site.answers(call -> null);
    site.callEvery(SECOND, SECOND.multipliedBy(10), VirtualCalls.CALL);
    assertThat(news.circuits).containsExactly("opened " + open.id(), "closed " + open.id());

    site.answers(call -> VirtualErrors.BAD_KEY);
    site.calls.one();
    site.time.advance(SECOND);
    OpenCircuit key = site.governor.state().circuits().get(0);
    assertThat(key.credential()).isEqualTo("key-01234567");
    assertThat(key.project()).isNull();
    site.governor.reset(key.id());
    site.time.advance(SECOND);
    assertThat(news.circuits).endsWith("opened " + key.id(), "closed " + key.id());
  }

  @Test
  void aCircuitKeepsItsIdFromOneStartToTheNext() {
    assertThat(idOfABadKey()).isEqualTo(idOfABadKey()).startsWith("credential-");
  }

  @Test
  void whoThrowsIsNotHeardAndHarmsNobody() {
    VirtualSite site = new VirtualSite("rpd=10,max-wait=1s", 1);
    site.governor.tell(
        new QuotaObserver() {
          @Override
          public void alert(QuotaAlert alert) {
            throw new StackOverflowError("a fault of the observer's");
          }
        });
    site.governor.tell(news);
    site.callEvery(SECOND, SECOND.multipliedBy(10), VirtualCalls.CALL);
    site.time.advance(MINUTE);

    assertThat(site.calls.succeededAt).hasSize(10);
    assertThat(news.thresholds()).containsExactly(70, 80, 90, 100);
  }

  @Test
  void whoIsToldMayAskTheEngine() {
    VirtualSite site = new VirtualSite("", 1);
    List<Integer> stillOpen = new ArrayList<>();
    site.governor.tell(
        new QuotaObserver() {
          @Override
          public void circuitOpened(OpenCircuit circuit) {
            site.governor.reset(circuit.id());
            stillOpen.add(site.governor.state().circuits().size());
          }
        });
    site.governor.tell(news);
    site.answers(call -> VirtualErrors.BILLING_DISABLED);
    site.calls.one();
    site.time.advance(SECOND);

    assertThat(stillOpen).containsExactly(0);
    assertThat(news.circuits).hasSize(2);
    assertThat(news.circuits.get(1)).startsWith("closed");
  }

  private static String idOfABadKey() {
    VirtualSite site = new VirtualSite("", 1);
    site.answers(call -> VirtualErrors.BAD_KEY);
    site.calls.one();
    site.time.advance(SECOND);
    return site.governor.state().circuits().get(0).id();
  }

  private static Governor governor(VirtualTime time, String settings) {
    return new Governor(
        SettingsReader.read(settings, Map.of(), Map.of()).settings(), time, time, new Random(1));
  }

  private static VirtualCalls calls(VirtualTime time, Governor governor, VirtualBackend server) {
    return new VirtualCalls(time, governor, server, new Random(1), Duration.ofMillis(300));
  }
}
