package io.geminiquota.engine.cache;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.SafeObservation;
import io.geminiquota.engine.policy.CacheSettings;
import io.geminiquota.engine.policy.QuotaPolicy;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.RequestHead;
import io.geminiquota.engine.usage.AnswerReader;
import io.geminiquota.engine.usage.AnswerSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls whose answer is known, and makes one of those that are identical. One for a JVM,
 * beside its governor: what it answers never comes to a gate.
 *
 * <p>It keeps and shares nothing that is not asked for: each call says by its policy how long. No
 * method throws. Thread-safe.
 */
public final class AnswerCache {

  /**
   * How long identical calls are one at most. An application that never reads a stream to its end,
   * nor closes it, keeps others waiting no longer than that, and those that come later not at all.
   */
  private static final Duration LONGEST_FLIGHT = Duration.ofMinutes(2);

  private final CacheSettings settings;
  private final Supplier<AnswerStore> stores;
  private final TimeSource time;
  private final Timer timer;
  private final Consumer<String> notes;
  private final Consumer<Throwable> faults;
  private final Map<CacheKey, Flight> flights = new ConcurrentHashMap<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile @Nullable AnswerStore store;

  /**
   * @param settings what the user configured
   * @param stores opens where answers are kept, when the first call is met that is meant
   * @param time the clock
   * @param timer ends waits
   * @param notes is told what a user should know, in one line
   * @param faults is told what goes wrong here
   */
  public AnswerCache(
      CacheSettings settings,
      Supplier<AnswerStore> stores,
      TimeSource time,
      Timer timer,
      Consumer<String> notes,
      Consumer<Throwable> faults) {
    this.settings = settings;
    this.stores = stores;
    this.time = time;
    this.timer = timer;
    this.notes = notes;
    this.faults = faults;
  }

  /**
   * Whether a call may share answers; null if not, and it is sent as if there were no cache.
   *
   * @param policy what is wanted for the call
   * @param shape in which shape the caller keeps answers: each has answers of its own
   */
  public @Nullable Cacheable meant(
      GeminiCall call, RequestHead request, QuotaPolicy policy, String shape) {
    try {
      Duration own = policy.cache();
      Duration keep = own == null ? settings.keep(call.route().model()) : own;
      if (keep.isZero() || !call.replayable() || !isMeant(call.operation())) {
        return null;
      }
      byte[] body = request.body();
      CacheKey key = body == null ? null : key(call, request, body, shape);
      return key == null ? null : new Cacheable(call, key, keep, policy.maxWait());
    } catch (RuntimeException | LinkageError fault) {
      report(fault);
      return null;
    }
  }

  /** A call begins that may share answers. */
  public CachedCall begin(Cacheable asked, CallObserver observer) {
    return new CachedCall(asked, this, SafeObservation.begin(observer, asked.call()));
  }

  private @Nullable CacheKey key(GeminiCall call, RequestHead request, byte[] body, String shape) {
    RequestTraits traits = RequestTraits.read(call.operation(), body);
    if (traits == null || !traits.whole()) {
      return null;
    }
    if (isSampled(call.operation()) && !traits.greedy() && !settings.sampled()) {
      if (told.compareAndSet(false, true)) {
        notes.accept(
            "the answers of "
                + call.route().model()
                + " are not kept, because the temperature of the request is not 0: set it to 0, or"
                + " set cache-sampled=true to keep such answers, too (said once)");
      }
      return null;
    }
    return Identity.of(call, request, body, shape);
  }

  private static boolean isMeant(Operation operation) {
    return isSampled(operation)
        || operation == Operation.EMBEDDINGS
        || operation == Operation.COUNT_TOKENS;
  }

  /** Whether the temperature says how much of the answer is chance. */
  private static boolean isSampled(Operation operation) {
    return operation == Operation.GENERATE_CONTENT || operation == Operation.CHAT;
  }

  @Nullable KeptAnswer find(Cacheable asked) {
    try {
      KeptAnswer kept = store().find(asked.key());
      return kept != null && kept.isFresh(time.now(), asked.keep()) ? kept : null;
    } catch (RuntimeException | LinkageError fault) {
      report(fault);
      return null;
    }
  }

  /** An answer as those have it who follow, null if it is for nobody else; kept if it may be. */
  @Nullable KeptAnswer keep(
      Cacheable asked, @Nullable String contentType, byte[] body, boolean asAsked) {
    GeminiCall call = asked.call();
    AnswerReader reader = new AnswerReader(call.route().model());
    reader.read(body, 0, body.length);
    AnswerSummary summary = reader.summary();
    Worth worth = Worth.of(call, body, summary);
    if (worth == Worth.NONE) {
      return null;
    }
    Instant now = time.now();
    KeptAnswer answer =
        new KeptAnswer(200, contentType, body, summary, now, now.plus(asked.keep()));
    if (worth == Worth.KEPT && asAsked) {
      store().keep(asked.key(), answer);
    }
    return answer;
  }

  /** A new flight, in which nobody is yet. */
  Flight flight(CacheKey key) {
    return new Flight(time.nanoTime(), ended -> flights.remove(key, ended));
  }

  /** Begins a flight, unless there is one already; that one then. */
  @Nullable Flight begin(CacheKey key, Flight flight) {
    Flight present = flights.putIfAbsent(key, flight);
    boolean replaced =
        present != null
            && present.age(time.nanoTime()) >= LONGEST_FLIGHT.toNanos()
            && flights.replace(key, present, flight);
    return replaced ? null : present;
  }

  /** How long a call waits for another one's answer. */
  static Duration patience(Cacheable asked) {
    return asked.patience().compareTo(LONGEST_FLIGHT) < 0 ? asked.patience() : LONGEST_FLIGHT;
  }

  void after(Duration delay, Runnable task) {
    timer.schedule(time.nanoTime() + delay.toNanos(), task);
  }

  Instant now() {
    return time.now();
  }

  void report(Throwable fault) {
    faults.accept(fault);
  }

  private AnswerStore store() {
    AnswerStore opened = store;
    return opened == null ? open() : opened;
  }

  private synchronized AnswerStore open() {
    AnswerStore opened = store;
    if (opened == null) {
      opened = stores.get();
      store = opened;
    }
    return opened;
  }
}
