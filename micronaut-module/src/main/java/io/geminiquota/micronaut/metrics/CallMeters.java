package io.geminiquota.micronaut.metrics;

import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.CacheUse;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.usage.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.BeanProvider;
import io.micronaut.core.annotation.Internal;
import io.micronaut.core.util.SupplierUtil;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.Supplier;

/** Counts calls and attempts, and times waits. */
@Internal
@Singleton
@RequiresQuotaMetrics
final class CallMeters implements CallObserver {

  /** Made with the first call: it binds whatever there is to be bound. */
  private final Supplier<MeterRegistry> registry;

  private final CallTags tags;

  CallMeters(BeanProvider<MeterRegistry> registry, GateMeters gates) {
    this.registry = SupplierUtil.memoized(registry::get);
    this.tags = new CallTags(gates::follow);
  }

  @Override
  public Observation begin(GeminiCall call) {
    return new Meters(registry.get(), tags, call, tags.of(call));
  }

  /** Of one call. */
  private record Meters(MeterRegistry registry, CallTags known, GeminiCall call, Tags tags)
      implements Observation {

    @Override
    public void held(Hold hold) {
      Timer.builder("gemini.quota.wait")
          .description("Each wait of a call before an attempt")
          .tags(tags)
          .tag("reason", name(hold.reason()))
          .register(registry)
          .record(hold.length());
    }

    @Override
    public void cached(CacheUse use) {
      Counter.builder("gemini.quota.cache.requests")
          .description("Calls that may use the cache, by what it was to them")
          .tags(tags)
          .tag("result", name(use.result()))
          .register(registry)
          .increment();
      Usage saved = use.saved() == null ? null : use.saved().usage();
      if (saved != null) {
        countSaved("input", saved.promptTokens());
        countSaved("output", saved.outputTokens());
      }
    }

    private void countSaved(String type, long tokens) {
      Counter.builder("gemini.quota.cache.saved_tokens")
          .description("Tokens that were not paid again")
          .tags(tags)
          .tag("type", type)
          .register(registry)
          .increment((double) tokens);
    }

    @Override
    public void rerouted(Rerouting rerouting) {
      Counter.builder("gemini.quota.reroutes")
          .description("Attempts that go elsewhere than was asked, by why they do")
          .tags(known.of(rerouting.taken(), call.operation()))
          .tags(CallTags.asked(tags))
          .tag("reason", name(rerouting.reason()))
          .register(registry)
          .increment();
    }

    @Override
    public void attempted(Attempt attempt) {
      String verdict = attempt.verdict() == null ? CallTags.NONE : attempt.verdict().kind().name();
      Counter.builder("gemini.quota.attempts")
          .description("HTTP exchanges, by what was wrong with them")
          .tags(known.of(attempt.route(), call.operation()))
          .tag("verdict", verdict)
          .register(registry)
          .increment();
    }

    @Override
    public void finished(Outcome outcome) {
      Counter.builder("gemini.quota.calls")
          .description("Calls of the application, by how they ended")
          .tags(tags)
          .tag("outcome", name(outcome.ending()))
          .register(registry)
          .increment();
    }

    private static String name(Enum<?> value) {
      return value.name().toLowerCase(Locale.ROOT);
    }
  }
}
