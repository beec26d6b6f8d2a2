package io.geminiquota.engine;

import io.geminiquota.engine.circuit.CircuitBoard;
import io.geminiquota.engine.limit.Cluster;
import io.geminiquota.engine.limit.DayKeeper;
import io.geminiquota.engine.limit.GateTerms;
import io.geminiquota.engine.limit.GateWatcher;
import io.geminiquota.engine.limit.Membership;
import io.geminiquota.engine.limit.QuotaGate;
import io.geminiquota.engine.limit.Switch;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.SafeObservation;
import io.geminiquota.engine.policy.MethodPolicy;
import io.geminiquota.engine.policy.QuotaPolicy;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.retry.Backoff;
import io.geminiquota.engine.retry.RetryRule;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.GeminiRequests;
import io.geminiquota.engine.route.Latitude;
import io.geminiquota.engine.route.Secrets;
import io.geminiquota.engine.usage.RequestSize;
import io.geminiquota.engine.usage.TokenCalibration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
  private final RandomGenerator random;
  private final RetryRule retryRule;
  private final Verdicts verdicts;
  private final GeminiRequests requests;
  private final QuotaPolicy policy;
  private final CircuitBoard circuits;
  private final @Nullable Bookkeeper bookkeeper;
  private final @Nullable Cluster cluster;
  private final Gates gates;
  private final Herald herald;
  private final WayFinder ways;
  private final Switch limits = new Switch();

  /** The gates of the methods' own budgets, by their names. */
  private final Map<String, QuotaGate> budgets = new ConcurrentHashMap<>();

  private final TokenCalibration calibration = new TokenCalibration();
  private final Scopes scopes = new Scopes();
  private final OuterRetries outerRetries = new OuterRetries();
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
    this(settings, time, timer, random, bookkeeper, Secrets.literal(), null);
  }

  /**
   * The same with credentials that are kept elsewhere, and quotas that are shared.
   *
   * @param secrets fetches those of other ways
   * @param cluster of JVMs that share the quotas of projects; null for none. It keeps the ledgers
   *     of the day, too
   */
  public Governor(
      Settings settings,
      TimeSource time,
      Timer timer,
      RandomGenerator random,
      @Nullable Bookkeeper bookkeeper,
      Secrets secrets,
      @Nullable Cluster cluster) {
    this.cluster = cluster;
    this.bookkeeper = bookkeeper;
    this.settings = settings;
    this.time = time;
    this.timer = timer;
    this.random = random;
    this.retryRule = new RetryRule(new Backoff(random));
    this.verdicts = new Verdicts(time);
    this.requests = new GeminiRequests(settings.project());
    this.policy = QuotaPolicy.of(settings);
    if (!settings.enabled()) {
      limits.turnOff();
    }
    this.gates = new Gates(this::gate, time, settings.minute());
    this.herald = new Herald(time, timer);
    this.circuits =
        new CircuitBoard(
            time,
            this::turnAwayWhoIsShutOut,
            new HeraldedCircuits(herald),
            cluster == null ? null : cluster.noticeboard());
    this.ways = new WayFinder(settings.routes(), gates, circuits, secrets, time);
  }

  /** What the user configured. */
  public Settings settings() {
    return settings;
  }

  /**
   * Whether calls are governed: as the settings say at first, then as it was switched last. While
   * they are not, adapters leave new calls alone.
   */
  public boolean isEnabled() {
    return limits.isOn();
  }

  /** Governs calls from now on. */
  public void enable() {
    limits.turnOn();
  }

  /**
   * Governs no call from now on. Who is held is let go at once; a call that is under way is counted
   * to its end, and not sent again.
   */
  public void disable() {
    limits.turnOff();
    letAllGo();
  }

  /** Lets all go who are held, whatever there is room for. */
  public void letAllGo() {
    // Who has passed his budget goes on to the project's gate, so that one comes last.
    budgets.values().forEach(QuotaGate::letAllGo);
    gates.letAllGo();
  }

  /** Tells Gemini's requests from all others. */
  public GeminiRequests requests() {
    return requests;
  }

  /**
   * What is wanted for a call.
   *
   * @param scope the annotated methods that the call is made in, null for none
   */
  public QuotaPolicy policy(@Nullable Scope scope) {
    return scope == null ? policy : scope.policy(policy);
  }

  /**
   * A call begins. The caller must carry it to its end: see {@link GovernedCall}.
   *
   * @param call what the application asks for
   * @param size what it will use, as far as its body tells
   * @param patience how long the application itself would wait, e.g. its call timeout; the policy
   *     may allow less
   * @param scope the annotated methods that the call is made in, null for none
   * @param observer is told what happens
   */
  public GovernedCall begin(
      GeminiCall call,
      RequestSize size,
      Duration patience,
      @Nullable Scope scope,
      CallObserver observer) {
    return begin(call, size, Latitude.none(), patience, scope, observer);
  }

  /**
   * The same for a call that may be sent another way: then {@link GovernedCall#detour} says how.
   *
   * @param latitude how far
   */
  public GovernedCall begin(
      GeminiCall call,
      RequestSize size,
      Latitude latitude,
      Duration patience,
      @Nullable Scope scope,
      CallObserver observer) {
    QuotaPolicy wanted = policy(scope).within(patience);
    long begun = time.nanoTime();
    return new GovernedCall(
        ways.of(call, latitude, wanted, begun),
        size,
        calibration,
        arrivals.getAndIncrement(),
        wanted,
        scope == null ? List.of() : scope.budgets(),
        gates,
        herald,
        retryRule,
        verdicts,
        time,
        begun,
        SafeObservation.begin(observer, call));
  }

  /** Whether there is another way for a call than the one it asks, if its request allows that. */
  public boolean hasOtherWays(GeminiCall call, @Nullable Scope scope) {
    return ways.hasOthers(call, policy(scope));
  }

  /** What stands at the gates now. Read only, and cheap enough to be asked every second. */
  public EngineState state() {
    List<GateState> states = new ArrayList<>(gates.state());
    budgets.forEach((name, gate) -> states.add(gate.state(new GateName.OfBudget(name), List.of())));
    states.sort(Comparator.comparing(state -> state.name().id()));
    return new EngineState(time.now(), states, circuits.state());
  }

  /**
   * Closes a circuit as if it had never opened: the next call is sent.
   *
   * @param circuitId as {@link #state} tells it
   * @return whether such a circuit was open
   */
  public boolean reset(String circuitId) {
    return circuits.reset(circuitId);
  }

  /**
   * From now on, tells somebody what happens to quotas and circuits. Several may be told.
   *
   * @param observer see there how it is told
   */
  public void tell(QuotaObserver observer) {
    herald.tellAlso(observer);
  }

  /** Which annotated methods each thread is in. */
  public Scopes scopes() {
    return scopes;
  }

  /** Whether libraries around us are to make again what was given up. */
  public OuterRetries outerRetries() {
    return outerRetries;
  }

  /**
   * The scope of an annotated method, for the calls made inside it. Methods whose policies have one
   * name share one budget: that of the method whose scope was made first.
   */
  public Scope scope(MethodPolicy method) {
    boolean unlimited = method.budget().values().isEmpty();
    QuotaGate budget =
        unlimited
            ? null
            : budgets.computeIfAbsent(
                method.name(),
                name ->
                    gate(
                        Terms.of(settings, method),
                        new GateName.OfBudget(name),
                        DayKeeper.none(),
                        null));
    return new Scope(method, budget, null, false);
  }

  private QuotaGate gate(GeminiCall call, GateKey key) {
    GateTerms terms = Terms.of(settings, call, key.model());
    GateName name = key.name(call.service());
    if (cluster != null) {
      return gate(terms, name, DayKeeper.none(), Membership.of(cluster, key.shared()));
    }
    return bookkeeper == null
        ? gate(terms, name, DayKeeper.none(), null)
        : bookkeeper.open(key, keeper -> gate(terms, name, keeper, null));
  }

  private QuotaGate gate(
      GateTerms terms, GateName name, DayKeeper keeper, @Nullable Membership membership) {
    GateWatcher watcher = new HeraldedGate(name, herald, time);
    return new QuotaGate(terms, time, timer, random, keeper, watcher, limits, membership);
  }

  private void turnAwayWhoIsShutOut() {
    gates.turnAwayWhoIsShutOut();
    budgets.values().forEach(QuotaGate::turnAwayWhoIsShutOut);
  }
}
