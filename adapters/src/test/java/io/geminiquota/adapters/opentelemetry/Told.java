package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Retryable;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.CacheUse;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.OpenCircuit.Subject;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaUse;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.geminiquota.engine.usage.AnswerSummary;
import io.geminiquota.engine.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the engine tells of calls and of gates, in few words. */
final class Told {

  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  static final Route FLASH = route("shop", "flash");

  private Told() {}

  static Route route(String project, String model) {
    return new Route(project, model, "https://generativelanguage.googleapis.com");
  }

  static Attempt answered(int number) {
    return answered(number, FLASH);
  }

  static Attempt answered(int number, Route route) {
    return new Attempt(number, route, NOW, Duration.ofMillis(40), 200, null, null);
  }

  static Attempt rejected(int number, Kind kind) {
    return rejected(number, FLASH, kind, null);
  }

  /** By an answer that names the project, as errors do. */
  static Attempt rejected(int number, Route route, Kind kind, @Nullable String consumer) {
    return new Attempt(
        number,
        route,
        NOW,
        Duration.ofMillis(40),
        429,
        verdict(kind, consumer),
        "RESOURCE_EXHAUSTED");
  }

  static Rerouting rerouted(Route asked, Route taken, Rerouting.Reason reason) {
    return new Rerouting(asked, taken, reason, List.of(), NOW);
  }

  static Hold held(Hold.Reason reason, Duration length) {
    return new Hold(NOW, length, reason, null);
  }

  static Outcome ending(Ending ending) {
    return outcome(ending, null, null);
  }

  static Outcome failed(String errorType) {
    return outcome(Ending.FAILED, errorType, null);
  }

  static Outcome answer(String model, long prompt, long answer, long thoughts) {
    Usage usage = new Usage(prompt, answer, thoughts, 0, prompt + answer + thoughts);
    return outcome(Ending.SUCCEEDED, null, new AnswerSummary(usage, model, null, List.of()));
  }

  /** Its beginning, with the usage, was there. */
  static Outcome brokenAnswer(String model, long prompt, long answer) {
    Usage usage = new Usage(prompt, answer, 0, 0, prompt + answer);
    AnswerSummary summary = new AnswerSummary(usage, model, null, List.of());
    return outcome(Ending.FAILED, "java.io.EOFException", summary);
  }

  /** By whoever does not say which model it is. */
  static Outcome answeredAt(Route route) {
    return outcome(route, Ending.SUCCEEDED, null, AnswerSummary.of(new Usage(1, 2, 0, 0, 3)));
  }

  private static Outcome outcome(
      Ending ending, @Nullable String errorType, @Nullable AnswerSummary answer) {
    return outcome(FLASH, ending, errorType, answer);
  }

  private static Outcome outcome(
      Route route, Ending ending, @Nullable String errorType, @Nullable AnswerSummary answer) {
    return new Outcome(
        NOW, ending, route, 200, null, null, errorType, null, 1, Duration.ZERO, answer);
  }

  static GateName model(String model) {
    return model("shop", model);
  }

  static GateName model(String project, String model) {
    return new GateName.OfModel(Service.GEMINI, project, model, Operation.GENERATE_CONTENT);
  }

  static GateName vertexModel(String project, String model) {
    return new GateName.OfModel(Service.VERTEX, project, model, Operation.GENERATE_CONTENT);
  }

  static GateName budget(String name) {
    return new GateName.OfBudget(name);
  }

  static CacheUse hit(long input, long output) {
    Usage usage = new Usage(input, output, 0, 0, input + output);
    return new CacheUse(CacheUse.Result.HIT, Duration.ofSeconds(1), AnswerSummary.of(usage));
  }

  static GateState gate(GateName name, int waiting, QuotaUse... uses) {
    return new GateState(name, List.of(), List.of(uses), waiting, 0, 0, null, null);
  }

  static QuotaUse minute(long limit, long used) {
    return use(Dimension.REQUESTS, Window.MINUTE, limit, used, null);
  }

  static QuotaUse day(long limit, long used) {
    return use(Dimension.REQUESTS, Window.DAY, limit, used, null);
  }

  static QuotaUse dayThatLasts(Duration length) {
    return use(Dimension.REQUESTS, Window.DAY, 1000L, 642, NOW.plus(length));
  }

  /** Of a minute without a known limit. */
  static QuotaUse tokens(long used) {
    return use(Dimension.TOKENS, Window.MINUTE, null, used, null);
  }

  private static QuotaUse use(
      Dimension dimension,
      Window window,
      @Nullable Long limit,
      long used,
      @Nullable Instant exhausted) {
    Quota quota =
        limit == null ? null : Quota.untold(dimension, window, limit, Quota.Origin.CONFIGURED);
    Long remaining = limit == null ? null : Long.valueOf(limit - used);
    return new QuotaUse(dimension, window, quota, used, null, remaining, null, exhausted);
  }

  static QuotaAlert alert(GateName gate, QuotaAlert.Cause cause, int percent) {
    return new QuotaAlert(gate, cause, percent, day(100L, percent), "The day's quota ...", NOW);
  }

  static OpenCircuit circuit(Subject subject, @Nullable String project, @Nullable String model) {
    return new OpenCircuit(
        "circuit",
        subject,
        null,
        project,
        model,
        model == null ? null : Operation.GENERATE_CONTENT,
        "https://generativelanguage.googleapis.com",
        verdict(Kind.QUOTA_ZERO),
        "Link billing.",
        NOW,
        NOW,
        NOW);
  }

  private static Verdict verdict(Kind kind) {
    return verdict(kind, null);
  }

  private static Verdict verdict(Kind kind, @Nullable String project) {
    return new Verdict(
        kind,
        429,
        project,
        null,
        null,
        null,
        null,
        Window.UNKNOWN,
        null,
        Retryable.SOON,
        List.of());
  }
}
