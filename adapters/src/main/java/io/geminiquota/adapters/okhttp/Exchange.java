package io.geminiquota.adapters.okhttp;

import io.geminiquota.adapters.GuardedCall;
import io.geminiquota.engine.Decision;
import io.geminiquota.engine.Refusal;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.route.Detour;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.usage.AnswerSummary;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Carries one call of the application through its attempts. The first attempt is the application's
 * own OkHttp call; each further one is a clone of it, and so is one that goes another way.
 */
class Exchange {

  /** Long enough to be seen as a timeout, not as "no timeout". */
  private static final long LEAST_TIMEOUT_NANOS = Duration.ofMillis(1).toNanos();

  private static final int SWITCHING_PROTOCOLS = 101;

  final Call call;
  final CallTag tag;
  final GuardedCall governed;
  private final OkHttpSeam seam;

  /** The application's own bound on the whole call, 0 for none; what is held counts against it. */
  private final long timeoutNanos;

  private volatile boolean cancelled;
  private volatile @Nullable Call current;
  private volatile @Nullable Turn held;

  /** The other way that the current attempt goes, null if it goes as the application asked. */
  private volatile @Nullable Detour detour;

  private @Nullable FailedAttempt lastFailure;

  Exchange(Call call, CallTag tag, GuardedCall governed, OkHttpSeam seam) {
    this.call = call;
    this.tag = tag;
    this.governed = governed;
    this.seam = seam;
    this.timeoutNanos = call.timeout().timeoutNanos();
  }

  /**
   * Makes attempts on the current thread, and waits on it, until there is something to give the
   * application.
   *
   * @throws IOException what OkHttp throws for a failed, cancelled or interrupted call
   */
  final Response run() throws IOException {
    Response answer = null;
    while (answer == null) {
      answer = awaitTurn() == Admission.ADMITTED ? attempt() : answerToRefusal();
    }
    return answer;
  }

  /** The current attempt is about to be written to its connection. */
  final void departed() {
    governed.left();
  }

  /** The application has cancelled its call. */
  void cancel() {
    cancelled = true;
    Turn turn = held;
    if (turn != null) {
      turn.cancel();
    }
    Call attempt = current;
    if (attempt != null && attempt != call) {
      attempt.cancel();
    }
  }

  final boolean isCancelled() {
    return cancelled || call.isCanceled();
  }

  /** Whether anything has been sent, so that running the call as it is would send it twice. */
  boolean hasSent() {
    return current != null;
  }

  /** The OkHttp call of the next attempt, with what is left of the call's own timeout. */
  final Call nextAttempt() {
    Request other = detoured();
    Call attempt =
        other != null || hasSent()
            ? seam.anotherAttempt(call, attempt(other == null ? asked() : other))
            : call;
    if (timeoutNanos > 0) {
      long left = timeoutNanos - governed.age().toNanos();
      attempt.timeout().timeout(Math.max(left, LEAST_TIMEOUT_NANOS), TimeUnit.NANOSECONDS);
    }
    current = attempt;
    if (cancelled) {
      attempt.cancel();
    }
    return attempt;
  }

  /** The application's own request. */
  Request asked() {
    return call.request();
  }

  /** What the next attempt sends instead of the application's request, null if it is that. */
  final @Nullable Request detoured() {
    Detour way = tag.call().replayable() ? governed.detour() : null;
    detour = null;
    if (way == null) {
      return null;
    }
    try {
      Request other = DetouredRequest.of(asked(), tag.call(), way);
      detour = way;
      return other;
    } catch (RuntimeException | LinkageError fault) {
      governed.lose(fault);
      return null;
    }
  }

  /** A request of an attempt that this exchange makes. */
  final Request attempt(Request request) {
    return OkHttpSeam.marked(request, tag.ofAttempt(this));
  }

  /** The model that the current attempt asks. */
  final String model() {
    Detour way = detour;
    return way == null ? tag.call().route().model() : way.model();
  }

  /** Sends the next attempt on the current thread, and waits for its response. */
  Response send() throws IOException {
    return nextAttempt().execute();
  }

  /** What to give the application for a response, or null if another attempt is to be made. */
  final @Nullable Response judge(Response received) {
    Detour way = detour;
    Response response = way == null ? received : DetouredRequest.answer(received, asked(), way);
    if (tag.call().operation() == Operation.LIVE) {
      // OkHttp opens web sockets without the probe; by now it has left.
      departed();
    }
    if (response.code() < 400) {
      governed.succeeded(response.code());
      return answer(response);
    }
    // Told before the body is read: that may take its time.
    governed.failing(response.code());
    FailedAttempt failure = FailedAttempt.read(response);
    try {
      return judge(failure);
    } catch (RuntimeException | LinkageError fault) {
      governed.lose(fault);
      return failure.asItCame();
    }
  }

  private @Nullable Response judge(FailedAttempt failure) {
    Decision decision = governed.failed(failure.status(), failure.retryAfter(), failure.text());
    if (decision instanceof Decision.Retry) {
      failure.close();
      lastFailure = failure;
      return null;
    }
    return decision instanceof Decision.GiveUp giveUp
        ? failure.withAdvice(giveUp.advice())
        : failure.asItCame();
  }

  private Response answer(Response response) {
    if (response.code() == SWITCHING_PROTOCOLS) {
      // What follows is no body but a web socket, and the application's own.
      governed.finished();
      return response;
    }
    try {
      return AnswerBody.in(response, this);
    } catch (RuntimeException | LinkageError fault) {
      governed.lose(fault);
      return response;
    }
  }

  /** The answer was read as far as it will be; it told something of itself, or did not. */
  final void read(@Nullable AnswerSummary answer) {
    if (answer != null) {
      governed.read(answer);
    }
  }

  final void report(Throwable fault) {
    seam.report(fault);
  }

  /** Whether another attempt is to be made after a connection fault. */
  final boolean retries(IOException fault) {
    if (isCancelled()) {
      governed.cancelled();
      return false;
    }
    if (!tag.faultsAreOurs()) {
      governed.broken(fault);
      return false;
    }
    return governed.faulted(fault) instanceof Decision.Retry;
  }

  /**
   * What to give the application for a call that cannot be admitted in time, or null if it is to be
   * sent all the same.
   */
  final @Nullable Response answerToRefusal() {
    Refusal refusal = governed.refusal();
    FailedAttempt failure = lastFailure;
    try {
      if (refusal != null) {
        return failure == null || !failure.isWhole()
            ? SyntheticResponse.of(call.request(), refusal)
            : failure.withAdvice(refusal.advice());
      }
    } catch (RuntimeException | LinkageError fault) {
      governed.lose(fault);
    }
    return failure == null || !failure.isWhole() ? null : failure.asItCame();
  }

  private @Nullable Response attempt() throws IOException {
    Response response;
    try (Observation.Scope ignored = governed.activate()) {
      response = send();
    } catch (IOException fault) {
      if (retries(fault)) {
        return null;
      }
      throw fault;
    } catch (RuntimeException | Error fault) {
      governed.broken(fault);
      throw fault;
    }
    return judge(response);
  }

  private Admission awaitTurn() throws IOException {
    Turn turn = new Turn();
    held = turn;
    try {
      Admission admission = governed.admit(turn);
      if (admission != Admission.HELD) {
        return admission;
      }
      if (isCancelled()) {
        turn.cancel();
      }
      return turn.await();
    } catch (IOException fault) {
      governed.cancelled();
      throw fault;
    } finally {
      held = null;
    }
  }
}
