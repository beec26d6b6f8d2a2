package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.CacheUse;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.usage.AnswerSummary;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The span of one call, from its beginning to its end. */
final class CallSpan implements Observation {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Tracer tracer;
  private final Span span;
  private final Context context;
  private final Route asked;
  private final ProjectNames projects;

  /** Why the last attempt that went elsewhere did so. */
  private Rerouting.@Nullable Reason rerouted;

  /** Without a span of its own as long as it may stay the only one. */
  private @Nullable Attempt first;

  /**
   * @param context what was current where the call began, with the span in it: on whatever thread
   *     an attempt is made, it belongs there
   * @param asked where the application asked
   * @param projects learns from its errors what projects are called
   */
  CallSpan(Tracer tracer, Span span, Context context, Route asked, ProjectNames projects) {
    this.tracer = tracer;
    this.span = span;
    this.context = context;
    this.asked = asked;
    this.projects = projects;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // handed to the caller, whose duty it is to close it
  public Scope activate() {
    io.opentelemetry.context.Scope scope = context.makeCurrent();
    return scope::close;
  }

  @Override
  public void held(Hold hold) {
    AttributesBuilder wait =
        Attributes.builder()
            .put(Keys.WAIT, seconds(hold.length()))
            .put(Keys.REASON, Keys.word(hold.reason()));
    if (hold.quota() != null) {
      DecidingQuota.of(hold.quota()).put(wait::put);
    }
    span.addEvent(Keys.HOLD_EVENT, wait.build(), hold.start());
  }

  @Override
  public void cached(CacheUse use) {
    AttributesBuilder told = Attributes.builder().put(Keys.CACHE, Keys.word(use.result()));
    AnswerSummary saved = use.saved();
    if (saved != null) {
      AnswerAttributes.putWithoutUsage(told::put, saved);
      if (saved.usage() != null) {
        told.put(Keys.SAVED_TOKENS, saved.usage().promptTokens() + saved.usage().outputTokens());
      }
    }
    span.setAllAttributes(told.build());
  }

  @Override
  public void rerouted(Rerouting rerouting) {
    rerouted = rerouting.reason();
    AttributesBuilder way = Attributes.builder().put(Keys.REASON, Keys.word(rerouting.reason()));
    OtherRoute.put(way::put, asked, rerouting.taken(), projects);
    if (!rerouting.leftOut().isEmpty()) {
      way.put(Keys.LEFT_OUT, rerouting.leftOut());
    }
    span.addEvent(Keys.REROUTED_EVENT, way.build(), rerouting.at());
  }

  @Override
  public void attempted(Attempt attempt) {
    Verdict verdict = attempt.verdict();
    Instant end = attempt.start().plus(attempt.length());
    if (verdict != null) {
      projects.learn(attempt.route().project(), verdict);
      AttributesBuilder judged =
          Attributes.builder()
              .put(Keys.VERDICT, verdict.kind().name())
              .put(Keys.ATTEMPT, (long) attempt.number());
      OtherRoute.put(judged::put, asked, attempt.route(), projects);
      DecidingQuota.of(verdict).put(judged::put);
      if (verdict.retryAfter() != null) {
        judged.put(Keys.RETRY_AFTER, seconds(verdict.retryAfter()));
      }
      span.addEvent(Keys.VERDICT_EVENT, judged.build(), end);
    }

    if (attempt.number() == 1) {
      first = attempt;
      return;
    }
    if (first != null) {
      recordAttempt(first);
      first = null;
    }
    recordAttempt(attempt);
  }

  /**
   * INTERNAL, not CLIENT: the call's own span is the CLIENT one, and so is the one that an
   * instrumentation of the HTTP client may add for this very exchange. Backends count CLIENT spans
   * as requests; one more would count each exchange twice.
   */
  private void recordAttempt(Attempt attempt) {
    SpanBuilder exchange =
        tracer
            .spanBuilder("attempt " + attempt.number())
            .setParent(context)
            .setSpanKind(SpanKind.INTERNAL)
            .setStartTimestamp(attempt.start())
            .setAttribute(Keys.ATTEMPT, (long) attempt.number());
    OtherRoute.put(exchange::setAttribute, asked, attempt.route(), projects);
    if (attempt.number() > 1) {
      exchange.setAttribute(Keys.RESEND_COUNT, (long) attempt.number() - 1);
    }
    if (attempt.httpStatus() != 0) {
      exchange.setAttribute(Keys.RESPONSE_STATUS, (long) attempt.httpStatus());
    }
    if (attempt.verdict() != null) {
      exchange.setAttribute(Keys.VERDICT, attempt.verdict().kind().name());
    }
    Span recorded = exchange.startSpan();
    if (attempt.errorType() != null) {
      recorded.setAttribute(Keys.ERROR_TYPE, attempt.errorType());
      recorded.setStatus(StatusCode.ERROR);
    }
    recorded.end(attempt.start().plus(attempt.length()));
  }

  @Override
  public void caused(Consumer<QuotaObserver> news) {
    news.accept(new NewsEvents(span));
  }

  @Override
  public void finished(Outcome outcome) {
    AttributeSink result = span::setAttribute;
    Route taken = outcome.route();
    result.put(Keys.PROJECT_ID, projects.of(taken.project()));
    if (rerouted != null && !taken.equals(asked)) {
      result.put(Keys.REROUTED, Keys.word(rerouted));
      OtherRoute.putOfCall(result, asked, taken, projects);
    }
    result.put(Keys.OUTCOME, Keys.word(outcome.ending()));
    result.put(Keys.ATTEMPTS, (long) outcome.attempts());
    result.put(Keys.WAIT, seconds(outcome.held()));
    DecidingQuota.of(outcome).put(result);
    if (outcome.verdict() != null) {
      result.put(Keys.VERDICT, outcome.verdict().kind().name());
    }
    if (outcome.httpStatus() != 0) {
      result.put(Keys.RESPONSE_STATUS, (long) outcome.httpStatus());
    }
    if (outcome.advice() != null) {
      result.put(Keys.ADVICE, outcome.advice());
    }
    if (outcome.answer() != null) {
      AnswerAttributes.put(result, outcome.answer());
    }
    String model = AnswerAttributes.model(outcome, asked);
    if (model != null) {
      result.put(Keys.RESPONSE_MODEL, model);
    }

    boolean failed = outcome.ending() == Ending.FAILED || outcome.ending() == Ending.REFUSED;
    if (failed) {
      String error = outcome.errorType();
      result.put(Keys.ERROR_TYPE, error == null ? Keys.UNNAMED_ERROR : error);
      span.setStatus(StatusCode.ERROR, outcome.advice() == null ? "" : outcome.advice());
    }
    span.end(outcome.end());
  }

  private static double seconds(Duration duration) {
    return duration.toSeconds() + duration.toNanosPart() / NANOS_PER_SECOND;
  }
}
