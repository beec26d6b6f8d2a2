package io.geminiquota.adapters;

import io.geminiquota.engine.observe.CacheUse;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.policy.CacheSettings;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.route.GeminiCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What calls tell of the cache, and how they end. */
public final class CacheSeen implements CallObserver {

  private final AtomicInteger begun = new AtomicInteger();
  private final List<CacheUse> uses = new CopyOnWriteArrayList<>();
  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

  /** How many calls have begun. */
  public int begun() {
    return begun.get();
  }

  /** What the cache was to them, in the order of being told. */
  public List<CacheUse.Result> results() {
    return uses.stream().map(CacheUse::result).toList();
  }

  /** How calls have ended. */
  public List<Outcome> outcomes() {
    return outcomes;
  }

  /** How the call that ended last has ended. */
  public Outcome last() {
    return outcomes.get(outcomes.size() - 1);
  }

  /** The prompt's tokens that were not paid again. */
  public long saved() {
    return uses.stream()
        .filter(use -> use.saved() != null && use.saved().usage() != null)
        .mapToLong(use -> use.saved().usage().promptTokens())
        .sum();
  }

  /** The defaults, but that answers are kept for an hour. */
  public static Settings settings() {
    Settings of = Settings.defaults();
    return new Settings(
        of.enabled(),
        of.limits(),
        of.retries(),
        of.maxWait(),
        of.queue(),
        of.minute(),
        of.quotaZone(),
        of.stateDir(),
        of.project(),
        of.routes(),
        new CacheSettings(Duration.ofHours(1), Map.of(), false, 64 << 20, null),
        of.cluster(),
        of.sdkRetries(),
        of.log(),
        of.otlpEndpoint());
  }

  @Override
  public Observation begin(GeminiCall call) {
    begun.incrementAndGet();
    return new Observation() {
      @Override
      public void cached(CacheUse use) {
        uses.add(use);
      }

      @Override
      public void finished(Outcome outcome) {
        outcomes.add(outcome);
      }
    };
  }
}
