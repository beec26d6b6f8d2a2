package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.google.genai.Client;
import io.geminiquota.engine.classify.Classifier;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.Remedy;
import io.geminiquota.engine.observe.SameProject;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;

/** What is logged for those who listen to nothing. */
@Timeout(60)
class QuotaLogTest {

  private static final SameProject SAME = SameProject.named("shop", "key-1", "123", Instant.EPOCH);

  private final List<String> logged = new CopyOnWriteArrayList<>();

  @Test
  void aDayThatComesToItsEndIsLogged() {
    try (Site site = new Site("gemini.quota.rpd", 10)) {
      QuotaEngine engine = site.bean(QuotaEngine.class);
      engine.governor().tell(log(engine, Settings.defaults()));
      for (int call = 0; call < 7; call++) {
        site.bean(Client.class).models.generateContent("gemini-x", "Hello", null);
      }
      await().until(() -> !logged.isEmpty());
      assertThat(logged.get(0)).startsWith("warn: ").contains("gemini-x", "70 %");
    }
  }

  @Test
  void whatACallFailsOfIsLogged() {
    try (Site site = new Site()) {
      fail(log(site.bean(QuotaEngine.class), Settings.defaults()));
    }
    assertThat(logged)
        .singleElement(as(STRING))
        .startsWith("warn: event=attempt-failed code=429 kind=RATE_UNSPECIFIED project=p model=m")
        .contains(" decision=retry wait=2s text=\"Waits 2 s");
  }

  @Test
  void keysOfOneProjectAreLogged() {
    try (Site site = new Site()) {
      log(site.bean(QuotaEngine.class), Settings.defaults()).sameProject(SAME);
    }
    assertThat(logged)
        .singleElement(as(STRING))
        .startsWith(
            "warn: event=same-project project=shop other=key-1 ground=consumer consumer=123 text=\"The keys")
        .contains("rotating them gains nothing");
  }

  @Test
  void nothingIsLoggedWhereItIsToBeQuiet() {
    try (Site site = new Site("gemini.quota.log", "quiet")) {
      QuotaEngine engine = site.bean(QuotaEngine.class);
      QuotaLog log = log(engine, engine.governor().settings());
      fail(log);
      log.sameProject(SAME);
    }
    assertThat(logged).isEmpty();
  }

  private static void fail(QuotaLog log) {
    Route route = new Route("p", "m", "https://example.com");
    GeminiCall call =
        new GeminiCall(Service.GEMINI, route, null, Operation.GENERATE_CONTENT, false, true);
    Verdict verdict = Classifier.classify(429, null, "");
    log.calls()
        .begin(call)
        .decided(new Remedy(1, route, verdict, Instant.EPOCH, Duration.ofSeconds(2), null));
  }

  private QuotaLog log(QuotaEngine engine, Settings settings) {
    InvocationHandler logger =
        (proxy, method, arguments) -> {
          logged.add(method.getName() + ": " + arguments[0]);
          return null;
        };
    Class<?>[] types = {Logger.class};
    return new QuotaLog(
        settings,
        engine.time(),
        engine.pacemaker(),
        (Logger) Proxy.newProxyInstance(Logger.class.getClassLoader(), types, logger));
  }
}
