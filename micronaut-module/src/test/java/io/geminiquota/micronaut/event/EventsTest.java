package io.geminiquota.micronaut.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.genai.Client;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.LimitChange;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.micronaut.QuotaEngine;
import io.geminiquota.micronaut.Site;
import io.geminiquota.testkit.Answer;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an application's listeners hear. */
@Timeout(60)
class EventsTest {

  private static final String MODEL = "gemini-x";

  @Test
  void everyFailedAttemptIsToldInItsOrder() {
    try (Site site = new Site("spec.name", "events", "gemini.quota.minute", "1s")) {
      site.simulator.script(
          MODEL, Answer.rateLimited(Duration.ofMillis(50)), Answer.unavailable(), Answer.ok());
      ask(site);
      List<VerdictEvent> heard = site.bean(Listener.class).heard;
      await().until(() -> heard.size() == 2);
      assertThat(heard).extracting(VerdictEvent::attempt).containsExactly(1, 2);
      assertThat(heard.get(0).model()).isEqualTo(MODEL);
      assertThat(heard.get(0).project()).startsWith("key-");
      assertThat(heard.get(0).verdict().retryAfter()).isEqualTo(Duration.ofMillis(50));
      assertThat(heard.get(1).verdict().kind()).isEqualTo(Kind.CAPACITY);
    }
  }

  @Test
  void anAttemptThatGoesElsewhereAndProjectsThatAreOneAreTold() {
    try (Site site =
        new Site(
            "spec.name", "events",
            "gemini.quota.project", "shop",
            "gemini.quota.projects.team-b.key", "key-of-team-b",
            "gemini.quota.retries", 0)) {
      site.simulator.script(MODEL, named(), named(), Answer.ok());
      assertThatThrownBy(() -> ask(site)).hasMessageContaining("[gemini-quota]");
      Ways ways = site.bean(Ways.class);
      await().until(() -> ways.same.size() == 1);
      await().until(() -> ways.rerouted.size() == 1);
      Rerouting rerouting = ways.rerouted.get(0).rerouting();
      assertThat(rerouting.asked().project()).isEqualTo("shop");
      assertThat(rerouting.taken().project()).isEqualTo("team-b");
      assertThat(rerouting.reason()).isNotEqualTo(Rerouting.Reason.SHARED);
      assertThat(ways.same.get(0).same().text()).contains("shop", "team-b", "123456789012");
      List<VerdictEvent> verdicts = site.bean(Listener.class).heard;
      await().until(() -> verdicts.size() == 2);
      assertThat(verdicts).extracting(VerdictEvent::project).containsExactly("shop", "team-b");
    }
  }

  private static Answer named() {
    return Answer.status(
        429,
        """
        {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"Quota exceeded.",
          "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",
            "reason":"RATE_LIMIT_EXCEEDED","domain":"googleapis.com",
            "metadata":{"consumer":"projects/123456789012"}}]}}
        """);
  }

  @Test
  void aCircuitThatOpensAndOneThatIsResetAreTold() {
    try (Site site = new Site("spec.name", "events")) {
      site.simulator.script(MODEL, Answer.zeroQuota());
      assertThatThrownBy(() -> ask(site)).hasMessageContaining("[gemini-quota]");
      Circuits circuits = site.bean(Circuits.class);
      await().until(() -> circuits.opened.size() == 1);
      OpenCircuit opened = circuits.opened.get(0).circuit();
      assertThat(opened.model()).isEqualTo(MODEL);
      assertThat(opened.advice()).contains("billing");
      site.bean(QuotaEngine.class).governor().reset(opened.id());
      await().until(() -> circuits.closed.size() == 1);
      assertThat(circuits.closed.get(0).circuit().id()).isEqualTo(opened.id());
    }
  }

  @Test
  void aLimitThatIsLearnedIsTold() {
    try (Site site = new Site("spec.name", "events", "gemini.quota.minute", "1s")) {
      site.simulator.script(MODEL, Answer.rateLimited(Duration.ofMillis(50)), Answer.ok());
      ask(site);
      List<LimitChangedEvent> heard = site.bean(Limits.class).heard;
      await().until(() -> heard.size() == 1);
      LimitChange change = heard.get(0).change();
      assertThat(change.gate().id()).endsWith("/" + MODEL);
      assertThat(change.before()).isNull();
      assertThat(change.after().origin()).isEqualTo(Quota.Origin.LEARNED);
    }
  }

  @Test
  void aDayThatComesToItsEndIsTold() {
    try (Site site = new Site("spec.name", "events", "gemini.quota.rpd", 10)) {
      for (int call = 0; call < 9; call++) {
        ask(site);
      }
      List<QuotaAlertEvent> heard = site.bean(Alerts.class).heard;
      await().until(() -> heard.size() == 3);
      assertThat(heard).extracting(event -> event.alert().percent()).containsExactly(70, 80, 90);
      assertThat(heard.get(0).alert().text()).contains(MODEL);
    }
  }

  @Test
  void noCallWaitsForAListenerThatIsSlowOrFailsWithOneThatThrows() {
    try (Site site = new Site("spec.name", "bad listener", "gemini.quota.minute", "1s")) {
      BadListener listener = site.bean(BadListener.class);
      for (int call = 0; call < 3; call++) {
        site.simulator.script(MODEL, Answer.unavailable(), Answer.ok());
        ask(site);
      }
      assertThat(listener.heard).as("it is still at the first").hasSizeLessThan(2);
      listener.goesOn.countDown();
      await().until(() -> listener.heard.size() == 3);
    }
  }

  private static void ask(Site site) {
    assertThat(site.bean(Client.class).models.generateContent(MODEL, "Hello", null).text())
        .isNotEmpty();
  }

  @Singleton
  @Requires(property = "spec.name", value = "events")
  static class Listener implements VerdictEventListener {

    final List<VerdictEvent> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onApplicationEvent(VerdictEvent event) {
      heard.add(event);
    }
  }

  @Singleton
  @Requires(property = "spec.name", value = "events")
  static class Ways {

    final List<ReroutedEvent> rerouted = new CopyOnWriteArrayList<>();
    final List<SameProjectEvent> same = new CopyOnWriteArrayList<>();

    @EventListener
    void goesElsewhere(ReroutedEvent event) {
      rerouted.add(event);
    }

    @EventListener
    void areOne(SameProjectEvent event) {
      same.add(event);
    }
  }

  @Singleton
  @Requires(property = "spec.name", value = "events")
  static class Circuits {

    final List<CircuitOpenedEvent> opened = new CopyOnWriteArrayList<>();
    final List<CircuitClosedEvent> closed = new CopyOnWriteArrayList<>();

    @EventListener
    void opens(CircuitOpenedEvent event) {
      opened.add(event);
    }

    @EventListener
    void closes(CircuitClosedEvent event) {
      closed.add(event);
    }
  }

  @Singleton
  @Requires(property = "spec.name", value = "events")
  static class Limits implements LimitChangedEventListener {

    final List<LimitChangedEvent> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onApplicationEvent(LimitChangedEvent event) {
      heard.add(event);
    }
  }

  @Singleton
  @Requires(property = "spec.name", value = "events")
  static class Alerts implements QuotaAlertEventListener {

    final List<QuotaAlertEvent> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onApplicationEvent(QuotaAlertEvent event) {
      heard.add(event);
    }
  }

  @Singleton
  @Requires(property = "spec.name", value = "bad listener")
  static class BadListener implements VerdictEventListener {

    final CountDownLatch goesOn = new CountDownLatch(1);
    final List<VerdictEvent> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onApplicationEvent(VerdictEvent event) {
      heard.add(event);
      try {
        goesOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("a listener's own fault");
    }
  }
}
