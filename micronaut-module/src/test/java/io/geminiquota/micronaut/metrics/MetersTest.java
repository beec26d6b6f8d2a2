package io.geminiquota.micronaut.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.genai.Client;
import io.geminiquota.annotations.GeminiQuota;
import io.geminiquota.micronaut.Site;
import io.geminiquota.testkit.Answer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With micronaut-micrometer. */
@Timeout(60)
class MetersTest {

  private static final String MODEL = "gemini-x";

  @Test
  void attemptsAreCountedByVerdictAndCallsByOutcome() {
    try (Site site = new Site("gemini.quota.minute", "1s")) {
      site.simulator.script(
          MODEL, Answer.unavailable(), Answer.ok(), Answer.badRequest(), Answer.ok());
      ask(site, MODEL);
      assertThatThrownBy(() -> ask(site, MODEL)).hasMessageContaining("[gemini-quota]");
      assertThat(meter(site, "attempts").tag("verdict", "CAPACITY").counter().count()).isEqualTo(1);
      assertThat(meter(site, "attempts").tag("verdict", "BAD_REQUEST").counter().count())
          .isEqualTo(1);
      assertThat(meter(site, "attempts").tag("verdict", "none").counter().count()).isEqualTo(1);
      assertThat(meter(site, "calls").tag("outcome", "succeeded").counter().count()).isEqualTo(1);
      assertThat(meter(site, "calls").tag("outcome", "failed").counter().count()).isEqualTo(1);
      assertThat(meter(site, "calls").counter().getId().getTag("model")).isEqualTo(MODEL);
      assertThat(meter(site, "calls").counter().getId().getTag("project")).startsWith("key-");
      assertThat(meter(site, "calls").counter().getId().getTag("operation"))
          .isEqualTo("generate_content");
    }
  }

  @Test
  void whatGoesElsewhereIsCountedThere() {
    try (Site site =
        new Site("gemini.quota.fallback", "gemini-y", "gemini.quota.fallback-after", "0s")) {
      site.simulator.script(MODEL, Answer.unavailable());
      ask(site, MODEL);
      Counter rerouted = meter(site, "reroutes").tag("reason", "capacity").counter();
      assertThat(rerouted.count()).isEqualTo(1);
      assertThat(rerouted.getId().getTag("model")).isEqualTo("gemini-y");
      assertThat(rerouted.getId().getTag("asked.model")).isEqualTo(MODEL);
      assertThat(rerouted.getId().getTag("asked.project")).startsWith("key-");
      assertThat(meter(site, "attempts").tag("model", "gemini-y").counter().count()).isEqualTo(1);
      assertThat(meter(site, "attempts").tag("model", MODEL).counter().count()).isEqualTo(1);
      assertThat(meter(site, "calls").tag("model", MODEL).counter().count()).isEqualTo(1);
    }
  }

  @Test
  void whatTheCacheSavesIsCounted() {
    try (Site site = new Site("gemini.quota.cache", "1h", "gemini.quota.cache-sampled", true)) {
      ask(site, MODEL);
      ask(site, MODEL);
      assertThat(site.simulator.requests()).hasSize(1);
      assertThat(meter(site, "cache.requests").tag("result", "miss").counter().count())
          .isEqualTo(1);
      assertThat(meter(site, "cache.requests").tag("result", "hit").counter().count()).isEqualTo(1);
      assertThat(meter(site, "cache.saved_tokens").tag("type", "input").counter().count())
          .isPositive();
      assertThat(meter(site, "calls").tag("outcome", "succeeded").counter().count()).isEqualTo(2);
    }
  }

  @Test
  void waitsAreTimedByTheirReason() {
    try (Site site = new Site("gemini.quota.minute", "1s", "gemini.quota.rpm", 1)) {
      ask(site, MODEL);
      ask(site, MODEL);
      assertThat(meter(site, "wait").timers()).hasSize(1);
      assertThat(meter(site, "wait").tag("reason", "quota").timer().count()).isEqualTo(1);
      assertThat(meter(site, "wait").timer().totalTime(TimeUnit.MILLISECONDS))
          .isBetween(500.0, 30_000.0);
    }
  }

  @Test
  void gaugesFollowTheGatesThatComeAndTheLimitsThatAreLearned() {
    try (Site site =
        new Site("gemini.quota.models.gemini-x.rpd", 100, "gemini.quota.minute", "1s")) {
      assertThat(meter(site, "queue").tag("model", MODEL).gauges()).isEmpty();
      ask(site, MODEL);
      assertThat(gauge(site, "used", "day")).isEqualTo(1);
      assertThat(gauge(site, "limit", "day")).isEqualTo(100);
      assertThat(gauge(site, "remaining", "day")).isEqualTo(99);
      assertThat(meter(site, "queue").tag("model", MODEL).gauge().value()).isZero();
      assertThat(gauge(site, "limit", "minute")).isNull();

      site.simulator.script(MODEL, Answer.rateLimited(Duration.ofMillis(50)), Answer.ok());
      ask(site, MODEL);
      await().until(() -> gauge(site, "limit", "minute") != null);
      assertThat(gauge(site, "limit", "minute")).isPositive();

      ask(site, "gemini-y");
      assertThat(meter(site, "queue").tag("model", "gemini-y").gauges()).hasSize(1);
    }
  }

  @Test
  void theEndOfADaysQuotaIsTold() {
    try (Site site = new Site("gemini.quota.models.gemini-x.rpd", 2)) {
      ask(site, MODEL);
      assertThat(gauge(site, "exhaustion", "day")).isNaN();
      assertThat(gauge(site, "exhaustion", "minute")).isNull();
      ask(site, MODEL);
      assertThat(meter(site, "exhaustion").gauge().getId().getBaseUnit()).isEqualTo("seconds");
      await().until(() -> gauge(site, "exhaustion", "day") == 0);
      await().until(() -> meter(site, "alerts").tag("percent", "100").counter() != null);
      Counter alert = meter(site, "alerts").tag("percent", "100").counter();
      assertThat(alert.count()).isEqualTo(1);
      assertThat(alert.getId().getTag("model")).isEqualTo(MODEL);
      assertThat(alert.getId().getTag("cause")).isEqualTo("reached");
      assertThat(alert.getId().getTag("dimension")).isEqualTo("requests");
    }
  }

  @Test
  void theBudgetOfAMethodHasGaugesOfItsOwn() {
    try (Site site = new Site("spec.name", "budget meters")) {
      site.bean(Budgeted.class).answer();
      assertThat(
              meter(site, "limit")
                  .tag("budget", Budgeted.class.getName() + ".answer()")
                  .tag("model", "none")
                  .gauge()
                  .value())
          .isEqualTo(7);
    }
  }

  @Test
  void openCircuitsAreCounted() {
    try (Site site = new Site()) {
      assertThat(meter(site, "circuits").gauge().value()).isZero();
      site.simulator.script(MODEL, Answer.zeroQuota());
      assertThatThrownBy(() -> ask(site, MODEL)).hasMessageContaining("[gemini-quota]");
      await().until(() -> meter(site, "circuits").gauge().value() == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "micronaut.metrics.binders.gemini-quota.enabled",
        "micronaut.metrics.enabled",
        "gemini.quota.enabled"
      })
  void switchedOffThereAreNoneAndCallsGoOn(String property) {
    try (Site site = new Site(property, false)) {
      ask(site, MODEL);
      assertThat(
              site.context.findBean(MeterRegistry.class).stream()
                  .flatMap(registry -> registry.getMeters().stream())
                  .map(Meter::getId)
                  .map(Meter.Id::getName))
          .noneMatch(name -> name.startsWith("gemini."));
    }
  }

  private static Search meter(Site site, String name) {
    return site.bean(MeterRegistry.class).find("gemini.quota." + name);
  }

  private static Double gauge(Site site, String name, String window) {
    Gauge gauge =
        meter(site, name)
            .tag("model", MODEL)
            .tag("dimension", "requests")
            .tag("window", window)
            .gauge();
    return gauge == null ? null : gauge.value();
  }

  private static void ask(Site site, String model) {
    site.bean(Client.class).models.generateContent(model, "Hello", null);
  }

  @Singleton
  @Requires(property = "spec.name", value = "budget meters")
  static class Budgeted {

    private final Client client;

    Budgeted(Client client) {
      this.client = client;
    }

    @GeminiQuota(rpm = 7)
    String answer() {
      return client.models.generateContent(MODEL, "Hello", null).text();
    }
  }
}
