package io.geminiquota.micronaut.event;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.google.genai.Client;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Classifier;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.LimitChange;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.Remedy;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.geminiquota.micronaut.Site;
import io.geminiquota.testkit.Answer;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;

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
  void aCircuitThatOpensAndOneThatIsResetAreTold() {
    try (Site site = new Site("spec.name", "events")) {
      site.simulator.script(MODEL, Answer.zeroQuota());
      assertThatThrownBy(() -> ask(site)).hasMessageContaining("[gemini-quota]");
      Circuits circuits = site.bean(Circuits.class);
      await().until(() -> circuits.opened.size() == 1);
      OpenCircuit opened = circuits.opened.get(0).circuit();
      assertThat(opened.model()).isEqualTo(MODEL);
      assertThat(opened.advice()).contains("billing");
      site.bean(Governor.class).reset(opened.id());
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
  void whoListensToNothingReadsItInTheLog() {
    List<Object> logged = new ArrayList<>();
    AlertLog alerts = new AlertLog(Settings.defaults(), logger(logged));
    try (Site site = new Site("spec.name", "events", "gemini.quota.rpd", 10)) {
      assertThat(site.bean(AlertLog.class)).isNotNull();
      site.bean(Governor.class).tell(alerts);
      for (int call = 0; call < 7; call++) {
        ask(site);
      }
      await().until(() -> !logged.isEmpty());
      assertThat(logged.get(0).toString()).startsWith("warn: ").contains(MODEL, "70 %");
    }
  }

  @Test
  void whatACallFailsOfIsInTheLogUnlessItIsToBeQuiet() {
    List<Object> logged = new ArrayList<>();
    List<Object> unsaid = new ArrayList<>();
    try (Site site = new Site("spec.name", "events", "gemini.quota.log", "quiet")) {
      TimeSource time = site.bean(TimeSource.class);
      Pacemaker pacemaker = site.bean(Pacemaker.class);
      assertThat(site.bean(FailureLog.class)).isNotNull();
      fail(new FailureLog(Settings.defaults(), time, pacemaker, logger(logged)));
      fail(new FailureLog(site.bean(Settings.class), time, pacemaker, logger(unsaid)));
    }
    assertThat(logged)
        .singleElement(as(STRING))
        .startsWith("warn: event=attempt-failed code=429 kind=RATE_UNSPECIFIED project=p model=m")
        .contains(" decision=retry wait=2s text=\"Waits 2 s");
    assertThat(unsaid).isEmpty();
  }

  private static void fail(FailureLog log) {
    Route route = new Route("p", "m", "https://example.com");
    GeminiCall call =
        new GeminiCall(Service.GEMINI, route, null, Operation.GENERATE_CONTENT, false, true);
    Verdict verdict = Classifier.classify(429, null, "");
    log.begin(call).decided(new Remedy(1, verdict, Instant.EPOCH, Duration.ofSeconds(2), null));
  }

  private static Logger logger(List<Object> logged) {
    InvocationHandler log =
        (proxy, method, arguments) -> {
          logged.add(method.getName() + ": " + arguments[0]);
          return null;
        };
    Class<?>[] types = {Logger.class};
    return (Logger) Proxy.newProxyInstance(Logger.class.getClassLoader(), types, log);
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
