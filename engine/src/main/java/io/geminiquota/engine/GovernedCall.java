package io.geminiquota.engine;

import io.geminiquota.engine.circuit.CircuitPass;
import io.geminiquota.engine.classify.Classifier;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.RetryAfter;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Cost;
import io.geminiquota.engine.limit.Passage;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.limit.QuotaGate;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.SameProject;
import io.geminiquota.engine.policy.QuotaPolicy;
import io.geminiquota.engine.retry.RetryBudget;
import io.geminiquota.engine.retry.RetryRule;
import io.geminiquota.engine.retry.Treatment;
import io.geminiquota.engine.route.Detour;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.usage.AnswerSummary;
import io.geminiquota.engine.usage.RequestSize;
import io.geminiquota.engine.usage.TokenCalibration;
import io.geminiquota.engine.usage.Usage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: the state machine between an adapter, which sends, and the engine, which
 * decides. Its life is
 *
 * <pre>
 * admit -> left -> succeeded -> finished
 *   ^       |----> failed | faulted
 *   '------------- Retry
 * </pre>
 *
 * and ends with {@link #finished} after {@code Deliver}, by itself after {@code GiveUp} or a
 * refusal, or at any time with {@link #cancelled}.
 *
 * <p>An adapter makes these steps one after the other, on whatever threads; only {@link #cancelled}
 * may come from another thread in the middle of them.
 */
public final class GovernedCall {

  private static final int TOO_MANY_REQUESTS = 429;

  private final Itinerary itinerary;
  private final Journey journey;
  private final RequestSize size;
  private final TokenCalibration calibration;
  private final long arrival;
  private final QuotaPolicy policy;
  private final Gates gates;
  private final Herald herald;
  private final RetryRule retryRule;
  private final Verdicts verdicts;
  private final TimeSource time;
  private final CallHistory history;
  private final int retries;
  private final long begun;

  /**
   * @param begun when, by the clock's nanoseconds
   */
  GovernedCall(
      Itinerary itinerary,
      RequestSize size,
      TokenCalibration calibration,
      long arrival,
      QuotaPolicy policy,
      List<QuotaGate> budgets,
      Gates gates,
      Herald herald,
      RetryRule retryRule,
      Verdicts verdicts,
      TimeSource time,
      long begun,
      Observation observation) {
    this.itinerary = itinerary;
    this.journey = new Journey(itinerary, budgets, this::place, time);
    this.size = size;
    this.calibration = calibration;
    this.arrival = arrival;
    this.policy = policy;
    this.gates = gates;
    this.herald = herald;
    this.retryRule = retryRule;
    this.verdicts = verdicts;
    this.time = time;
    this.history = new CallHistory(observation, call().route(), time);
    this.retries = call().replayable() ? policy.retries() : 0;
    this.begun = begun;
  }

  /** What the application asked for. */
  public GeminiCall call() {
    return itinerary.asked().call;
  }

  /** Where the attempt goes that was admitted last; where the application asked before any was. */
  public Route route() {
    return journey.current().call.route();
  }

  /**
   * How the attempt that was admitted last is to be sent, if not as the application asked; null if
   * it goes there, as it is.
   */
  public @Nullable Detour detour() {
    return journey.current().detour;
  }

  /** How long ago the call began. */
  public Duration age() {
    return Duration.ofNanos(time.nanoTime() - begun);
  }

  /** Makes this call the one that the current thread works for, until the scope is closed. */
  public Observation.Scope activate() {
    return history.activate();
  }

  /**
   * Asks leave to send the next attempt.
   *
   * @param turn told when a held attempt may be sent or is refused, perhaps before this method has
   *     returned
   * @return whether it may be sent now, has to wait for its turn, or is refused: then {@link
   *     #refusal} says why
   */
  public Admission admit(Place.Turn turn) {
    history.asks();
    Admission admission = journey.ask(new HeldTurn(turn));
    switch (admission) {
      case ADMITTED -> attemptBegins();
      case REFUSED -> history.wasNotHeld();
      case HELD -> {}
    }
    return admission;
  }

  /** The attempt leaves for the server now. An adapter that cannot tell says so when it sends. */
  public void left() {
    passage().left();
  }

  /** The attempt has a response that is no error. */
  public Decision succeeded(int httpStatus) {
    circuits().succeeded();
    tellOfCircuits();
    passage().succeeded();
    history.answered(httpStatus);
    return Decision.Deliver.INSTANCE;
  }

  /**
   * The head of an error response has come. While a 429 waits to be judged nobody else is sent to
   * meet the same; {@link #failed} follows when its body has been read.
   */
  public void failing(int httpStatus) {
    if (httpStatus == TOO_MANY_REQUESTS) {
      passage().turnedAway();
    }
  }

  /**
   * The attempt has an error response.
   *
   * @param httpStatus 400 or more
   * @param retryAfter the header of that name, null if there is none
   * @param body as far as it was read; may be empty
   */
  public Decision failed(int httpStatus, @Nullable String retryAfter, String body) {
    String seconds = RetryAfter.inSeconds(retryAfter, time.now());
    Verdict verdict = Classifier.classify(httpStatus, seconds, body);
    Way way = journey.current();
    way.circuits.failed(verdict, body);
    tellOfCircuits();
    passage().failed(verdict);
    if (passage().place().isProbe() && Treatment.of(verdict.kind()) == Treatment.WAIT_FOR_RESET) {
      way.wasSentForAll();
    }
    SameProject same = gates.learn(way.call, verdict, passage().place().passedAt());
    if (same != null) {
      Consumer<QuotaObserver> news = observer -> observer.sameProject(same);
      herald.tell(news);
      history.caused(news);
    }
    return decide(way, verdict, Verdicts.errorType(verdict), body);
  }

  /**
   * The attempt has a response that is no error, with an error inside, before anything else of it
   * was delivered. Instead of {@link #finished}.
   *
   * @param body the error, with its code inside
   */
  public Decision failedInStream(String body) {
    history.answerWasAnError();
    return failed(200, null, body);
  }

  /** The attempt has no response: the connection failed, or a timeout passed. */
  public Decision faulted(Throwable fault) {
    journey.leave();
    Verdict verdict = Classifier.connectionFault(fault);
    return decide(journey.current(), verdict, fault.getClass().getName(), "");
  }

  /** What the answer told of itself. Before {@link #finished}, which may follow. */
  public void read(AnswerSummary answer) {
    history.read(answer);
    Usage usage = answer.usage();
    if (usage != null && usage.promptTokens() > 0) {
      calibration.learn(route().model(), size, usage);
      passage().correct(usage.promptTokens());
    }
  }

  /** Why the call was refused: what is in the way that the application asked. Ends it. */
  public Refusal refusal() {
    Way asked = itinerary.asked();
    Refusal refusal =
        new Refusals(verdicts, time).of(asked, journey.placeAsked(), journey.otherWays());
    journey.leave();
    end(Ending.REFUSED, refusal.verdict(), Verdicts.errorType(refusal.verdict()), refusal.advice());
    return refusal;
  }

  /** The application has read its answer to the end, or has closed it. */
  public void finished() {
    passage().closed();
    end(Ending.SUCCEEDED, history.lastVerdict(), null, null);
  }

  /** The answer broke off while the application was reading it, or could not be sent again. */
  public void broken(Throwable fault) {
    journey.leave();
    Verdict verdict = Classifier.connectionFault(fault);
    String advice = verdicts.advice(verdict, route());
    end(Ending.FAILED, verdict, fault.getClass().getName(), advice);
  }

  /** The application does not want the call any more. Gives back what was not used. */
  public void cancelled() {
    Passage present = journey.end();
    if (present != null) {
      history.holdEnds(present.heldAt());
    }
    end(Ending.CANCELLED, history.lastVerdict(), "cancelled", null);
  }

  private Decision decide(Way way, Verdict verdict, String errorType, String body) {
    history.failed(verdict, errorType);
    long now = time.nanoTime();
    OptionalLong delay =
        way.gate.isOn()
            ? retryRule.delay(verdict, way.attempts(), retries + way.sentForAll())
            : OptionalLong.empty();
    boolean inTime =
        delay.isPresent()
            && Math.max(now + delay.getAsLong(), way.gate.opensAt()) < itinerary.deadline();
    OptionalLong affordable = inTime ? affordable(way, verdict, now) : OptionalLong.empty();
    if (affordable.isPresent()) {
      way.pauseUntil(Math.max(now + delay.getAsLong(), affordable.getAsLong()));
    } else {
      way.giveUp(verdict, body);
    }
    if (verdict.kind() == Kind.CAPACITY) {
      way.isOverloaded();
    }
    OptionalLong again = journey.goesOnAfter(way, verdict);
    if (again.isPresent()) {
      history.decided(verdict, again.getAsLong() - now, null);
      return Decision.Retry.INSTANCE;
    }
    String advice = verdicts.advice(verdict, way.call.route());
    if (inTime && affordable.isEmpty()) {
      advice += Verdicts.TOO_MANY_RETRIES;
    }
    history.decided(verdict, null, advice);
    end(Ending.FAILED, verdict, errorType, advice);
    return new Decision.GiveUp(verdict, advice);
  }

  /** When the gate can afford another attempt after such a failure; empty if not in time. */
  private OptionalLong affordable(Way way, Verdict verdict, long now) {
    return RetryBudget.charges(verdict)
        ? way.gate.retryBudget().pay(now, itinerary.deadline())
        : OptionalLong.of(now);
  }

  private void attemptBegins() {
    Way way = journey.current();
    if (way.begins()) {
      way.gate.retryBudget().earn(time.nanoTime());
    }
    history.attemptBegins(way.call.route());
    Detour detour = way.detour;
    if (detour != null) {
      history.rerouted(journey.reason(), detour.leftOut());
    }
  }

  private void tellOfCircuits() {
    List<Consumer<QuotaObserver>> news = circuits().takeNews();
    if (!news.isEmpty()) {
      news.forEach(history::caused);
    }
  }

  /** The place of an attempt on a way. */
  private Place place(Way way, long until, Place.Turn turn) {
    return new Place(
        policy.priority(), arrival, way.notBefore(), until, cost(way.call), way.circuits, turn);
  }

  /** What an attempt will use, as far as is known before it is sent. */
  private Cost cost(GeminiCall there) {
    if (!there.operation().isLimited()) {
      return Cost.NOTHING;
    }
    long tokens = calibration.estimate(there.route().model(), size);
    return new Cost(size.requests(), tokens, size.images());
  }

  private CircuitPass circuits() {
    return journey.current().circuits;
  }

  private Passage passage() {
    Passage passage = journey.passage();
    if (passage == null) {
      throw new IllegalStateException("admit comes first");
    }
    return passage;
  }

  private void end(
      Ending ending,
      @Nullable Verdict verdict,
      @Nullable String errorType,
      @Nullable String advice) {
    Passage last = journey.passage();
    Quota quota = last == null ? null : last.heldAt().quota();
    history.end(ending, verdict, quota, errorType, advice);
  }

  /** Notes the end of a hold before the adapter hears of it. */
  private final class HeldTurn implements Place.Turn {

    private final Place.Turn adapter;

    HeldTurn(Place.Turn adapter) {
      this.adapter = adapter;
    }

    @Override
    public void caused(Consumer<QuotaObserver> news) {
      history.caused(news);
    }

    @Override
    public void admitted() {
      history.holdEnds(passage().heldAt());
      attemptBegins();
      adapter.admitted();
    }

    @Override
    public void refused() {
      Passage last = journey.passage();
      if (last != null) {
        history.holdEnds(last.heldAt());
      }
      adapter.refused();
    }
  }
}
