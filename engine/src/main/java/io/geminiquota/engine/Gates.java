package io.geminiquota.engine;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Violation;
import io.geminiquota.engine.limit.QuotaGate;
import io.geminiquota.engine.limit.WindowUse;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.SameProject;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final Map<Asked, Suspicions> suspicions = new ConcurrentHashMap<>();

  /** How long a minute is. */
  private final long minute;

  /** What keys of one project have in common: the model, without the project, and the server. */
  private record Asked(GateKey model, String baseUrl) {}

  /** A gate, and when a call was last sent to it. */
  private static final class Entry {

    final QuotaGate gate;
    final Service service;
    final long madeAt;
    volatile long usedAt;

    Entry(QuotaGate gate, Service service, long madeAt) {
      this.gate = gate;
      this.service = service;
      this.madeAt = madeAt;
    }
  }

  /**
   * @param maker makes the gate of calls like this one
   * @param minute how long a minute of the server's is
   */
  Gates(BiFunction<GeminiCall, GateKey, QuotaGate> maker, TimeSource time, Duration minute) {
    this.minute = minute.toNanos();
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
   * name, or that its model is counted in another's bucket. Or it shows that two names may be one
   * project's.
   *
   * @param sent when the attempt was let through
   * @return the project that has two names or seems to have them, null if none was found
   */
  @Nullable SameProject learn(GeminiCall call, Verdict verdict, long sent) {
    String told = verdict.projectName();
    SameProject same = told == null ? null : learnProject(call, told);
    learnModel(call, verdict);
    return same == null ? suspect(call, verdict, sent) : same;
  }

  private @Nullable SameProject suspect(GeminiCall call, Verdict verdict, long sent) {
    Long limit = verdict.limit();
    if (gates.size() < 2 || limit == null || verdict.kind() != Kind.RATE_REQUESTS_PER_MINUTE) {
      return null;
    }
    GateKey asked = counted(GateKey.of(call));
    Suspicions there =
        suspicions.computeIfAbsent(
            new Asked(asked.inProject(""), call.route().baseUrl()),
            absent -> new Suspicions(minute));
    Suspicions.Told quota = new Suspicions.Told(verdict.quotaId(), limit);
    Set<String> alike = there.alike(asked.project(), quota);
    long answered = time.nanoTime();
    Map<String, WindowUse> uses = new HashMap<>();
    for (String project : alike) {
      Entry entry = gates.get(asked.inProject(project));
      // In the first window of a load there may be more that we do not know of.
      if (entry != null && answered - entry.madeAt >= minute) {
        uses.put(project, entry.gate.requestsCounted(sent, answered));
      }
    }
    uses.keySet().removeAll(otherProjects(asked.project(), uses.keySet()));
    Suspicion strong = there.turnedAway(asked.project(), limit, uses, answered);
    return strong == null ? null : strong.told(limit, answered, time.now());
  }

  /** Those that are certainly not of one project, because errors name each of theirs. */
  private Set<String> otherProjects(String project, Set<String> all) {
    Set<String> named = new HashSet<>(projectsTold.values());
    named.retainAll(all);
    if (!named.remove(project)) {
      named.stream().findFirst().ifPresent(named::remove);
    }
    return named;
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
    return SameProject.named(first, name, told, time.now());
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
    return gates.computeIfAbsent(
        key, absent -> new Entry(maker.apply(call, key), call.service(), time.nanoTime()));
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
