package io.geminiquota.engine;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Violation;
import io.geminiquota.engine.limit.QuotaGate;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.SameProject;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The gates of all projects and models. Models that the server counts in one bucket share one gate:
 * a 429 names the model whose bucket is full, which is often not the one that was asked for ({@code
 * gemini-flash-latest}, a preview, a version). Thread-safe.
 */
final class Gates {

  /** No quota counts longer than a day of 25 hours: who was not used since then knows nothing. */
  private static final long FORGOTTEN_AFTER = Duration.ofHours(26).toNanos();

  private static final long SWEEP_EVERY = Duration.ofHours(1).toNanos();

  private final BiFunction<GeminiCall, GateKey, QuotaGate> maker;
  private final TimeSource time;
  private final Map<GateKey, Entry> gates = new ConcurrentHashMap<>();
  private final Map<GateKey, GateKey> aliases = new ConcurrentHashMap<>();
  private final AtomicLong nextSweep;

  /** By what Google called projects in errors, the names under which we know them. */
  private final Map<String, String> projectsTold = new ConcurrentHashMap<>();

  /** By the other names of projects, the one under which each is counted. */
  private final Map<String, String> twins = new ConcurrentHashMap<>();

  /** A gate, and when a call was last sent to it. */
  private static final class Entry {

    final QuotaGate gate;
    final Service service;
    volatile long usedAt;

    Entry(QuotaGate gate, Service service) {
      this.gate = gate;
      this.service = service;
    }
  }

  /**
   * @param maker makes the gate of calls like this one
   */
  Gates(BiFunction<GeminiCall, GateKey, QuotaGate> maker, TimeSource time) {
    this.maker = maker;
    this.time = time;
    this.nextSweep = new AtomicLong(time.nanoTime() + SWEEP_EVERY);
  }

  /** The gate of a call's project and model. */
  QuotaGate of(GeminiCall call) {
    GateKey asked = GateKey.of(call);
    Entry entry = entry(counted(asked), call);
    entry.usedAt = time.nanoTime();
    forgetUnused(entry.usedAt);
    return entry.gate;
  }

  /**
   * A call has failed: perhaps the verdict says that its project is one that we know under another
   * name, or that its model is counted in another's bucket.
   *
   * @return the project that was found to have two names, null if none was
   */
  @Nullable SameProject learn(GeminiCall call, Verdict verdict) {
    String told = verdict.projectName();
    SameProject same = told == null ? null : learnProject(call, told);
    learnModel(call, verdict);
    return same;
  }

  private synchronized @Nullable SameProject learnProject(GeminiCall call, String told) {
    String name = call.route().project();
    String known = projectsTold.putIfAbsent(told, name);
    if (known == null) {
      return null;
    }
    String first = twins.getOrDefault(known, known);
    if (first.equals(twins.getOrDefault(name, name))) {
      return null;
    }
    twins.put(name, first);
    for (GateKey key : List.copyOf(gates.keySet())) {
      if (key.project().equals(name)) {
        join(key, key.inProject(first), call);
      }
    }
    return SameProject.found(first, name, told, time.now());
  }

  private void learnModel(GeminiCall call, Verdict verdict) {
    String model = modelCounted(verdict);
    GateKey asked = GateKey.of(call);
    if (model != null && !asked.ofModel(model).equals(asked)) {
      learn(asked, asked.ofModel(model), call);
    }
  }

  private synchronized void learn(GateKey asked, GateKey bucket, GeminiCall call) {
    boolean circle = counted(bucket).equals(asked);
    if (!circle && aliases.putIfAbsent(asked, bucket) == null) {
      join(asked, bucket, call);
    }
  }

  /** In whose bucket a model is counted, as far as is known. */
  private GateKey counted(GateKey asked) {
    String twin = twins.isEmpty() ? null : twins.get(asked.project());
    GateKey key = twin == null ? asked : asked.inProject(twin);
    GateKey next = aliases.get(key);
    while (next != null) {
      key = next;
      next = aliases.get(key);
    }
    return key;
  }

  /** Refuses those who wait without a pass that is good any more, and tells them. */
  void turnAwayWhoIsShutOut() {
    gates.values().forEach(entry -> entry.gate.turnAwayWhoIsShutOut());
  }

  /** Lets all go who are held, and tells them. */
  void letAllGo() {
    gates.values().forEach(entry -> entry.gate.letAllGo());
  }

  /** What stands at all gates now, in no order. */
  List<GateState> state() {
    Map<GateKey, List<String>> names = new HashMap<>();
    aliases.forEach(
        (alias, bucket) ->
            names.computeIfAbsent(counted(bucket), key -> new ArrayList<>()).add(alias.model()));
    List<GateState> state = new ArrayList<>();
    gates.forEach(
        (key, entry) -> {
          List<String> others = names.getOrDefault(key, List.of()).stream().sorted().toList();
          state.add(entry.gate.state(key.name(entry.service), others));
        });
    return state;
  }

  /** From now on there is one gate for both. */
  private void join(GateKey alias, GateKey bucket, GeminiCall call) {
    Entry used = gates.remove(alias);
    if (used != null) {
      entry(counted(bucket), call).gate.takeOver(used.gate);
    }
  }

  private Entry entry(GateKey key, GeminiCall call) {
    return gates.computeIfAbsent(key, absent -> new Entry(maker.apply(call, key), call.service()));
  }

  private static @Nullable String modelCounted(Verdict verdict) {
    String model = null;
    for (Violation violation : verdict.violations()) {
      String told = violation.model();
      if (told == null || (model != null && !model.equals(told))) {
        return null;
      }
      model = told;
    }
    return model;
  }

  private void forgetUnused(long now) {
    long due = nextSweep.get();
    if (now - due >= 0 && nextSweep.compareAndSet(due, now + SWEEP_EVERY)) {
      gates.values().removeIf(entry -> now - entry.usedAt > FORGOTTEN_AFTER);
      aliases.values().removeIf(bucket -> !gates.containsKey(bucket));
    }
  }
}
