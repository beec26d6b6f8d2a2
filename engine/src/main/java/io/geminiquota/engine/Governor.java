package io.geminiquota.engine;

import io.geminiquota.engine.circuit.CircuitBoard;
import io.geminiquota.engine.limit.GateTerms;
import io.geminiquota.engine.limit.QuotaGate;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.SafeObservation;
import io.geminiquota.engine.policy.QuotaPolicy;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.retry.Backoff;
import io.geminiquota.engine.retry.RetryRule;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.GeminiRequests;
import io.geminiquota.engine.usage.RequestSize;
import io.geminiquota.engine.usage.TokenCalibration;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The only orchestrator: a call goes in, decisions come out. One for a JVM, because the quota is
 * one for all its callers.
 *
 * <p>It never sends and never waits: an adapter does, and tells the {@link GovernedCall} what came
 * of it. Thread-safe.
 */
public final class Governor {

  private final Settings settings;
  private final TimeSource time;
  private final Timer timer;
  private final RetryRule retryRule;
  private final Verdicts verdicts;
  private final GeminiRequests requests;
  private final QuotaPolicy policy;
  private final CircuitBoard circuits;
  private final @Nullable Bookkeeper bookkeeper;
  private final Map<GateKey, QuotaGate> gates = new ConcurrentHashMap<>();
  private final TokenCalibration calibration = new TokenCalibration();
  private final AtomicLong arrivals = new AtomicLong();

  /**
   * @param settings what the user configured
   * @param time the clock
   * @param timer wakes the engine when there is room again
   * @param random the source of jitter
   */
  public Governor(Settings settings, TimeSource time, Timer timer, RandomGenerator random) {
    this(settings, time, timer, random, null);
  }

  /**
   * The same with ledgers of the day that are kept.
   *
   * @param bookkeeper keeps them; null keeps nothing
   */
  public Governor(
      Settings settings,
      TimeSource time,
      Timer timer,
      RandomGenerator random,
      @Nullable Bookkeeper bookkeeper) {
    this.bookkeeper = bookkeeper;
    this.settings = settings;
    this.time = time;
    this.timer = timer;
    this.retryRule = new RetryRule(new Backoff(random));
    this.verdicts = new Verdicts(time);
    this.requests = new GeminiRequests(settings.project());
    this.policy = QuotaPolicy.of(settings);
    this.circuits =
        new CircuitBoard(time, () -> gates.values().forEach(QuotaGate::turnAwayWhoIsShutOut));
  }

  /** What the user configured. */
  public Settings settings() {
    return settings;
  }

  /** Tells Gemini's requests from all others. */
  public GeminiRequests requests() {
    return requests;
  }

  /**
   * A call begins. The caller must carry it to its end: see {@link GovernedCall}.
   *
   * @param call what the application asks for
   * @param size what it will use, as far as its body tells
   * @param patience how long the application itself would wait, e.g. its call timeout; the policy
   *     may allow less
   * @param observer is told what happens
   */
  public GovernedCall begin(
      GeminiCall call, RequestSize size, Duration patience, CallObserver observer) {
    return new GovernedCall(
        call,
        size,
        calibration,
        arrivals.getAndIncrement(),
        policy.within(patience),
        gates.computeIfAbsent(GateKey.of(call), key -> gate(key, call)),
        circuits.pass(call),
        retryRule,
        verdicts,
        time,
        SafeObservation.begin(observer, call));
  }

  private QuotaGate gate(GateKey key, GeminiCall call) {
    GateTerms terms = Terms.of(settings, call);
    return bookkeeper == null
        ? new QuotaGate(terms, time, timer)
        : bookkeeper.open(key, keeper -> new QuotaGate(terms, time, timer, keeper));
  }
}
