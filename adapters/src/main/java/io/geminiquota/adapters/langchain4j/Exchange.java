package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.exception.HttpException;
import io.geminiquota.engine.Decision;
import io.geminiquota.engine.GovernedCall;
import io.geminiquota.engine.Refusal;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.usage.AnswerSummary;
import io.geminiquota.engine.usage.Usage;
import io.geminiquota.engine.usage.UsageReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Carries one call of the application through its attempts, each of which is the whole of the
 * application's own client.
 */
abstract class Exchange {

  final GovernedCall governed;
  final HttpClientSeam seam;
  private final UsageReader usage = new UsageReader();
  private @Nullable FailedAttempt lastFailure;
  private volatile boolean sent;

  Exchange(GovernedCall governed, HttpClientSeam seam) {
    this.governed = governed;
    this.seam = seam;
  }

  /** Whether anything has been sent, so that running the call as it is would send it twice. */
  final boolean hasSent() {
    return sent;
  }

  /** Makes an attempt on the current thread; no other seam meets what it sends. */
  final void send(Runnable attempt) {
    sent = true;
    try (Observation.Scope ignored = governed.activate()) {
      quietly(governed::left);
      seam.carry(attempt);
    }
  }

  /**
   * What to give the application for a failed attempt of which nothing was delivered, or null if
   * another one is to be made.
   */
  final @Nullable Throwable judge(Throwable thrown) {
    try {
      FailedAttempt failure = FailedAttempt.of(thrown);
      return failure == null ? judgeFault(thrown) : judgeFailure(failure);
    } catch (RuntimeException fault) {
      seam.report(fault);
      return thrown;
    }
  }

  /** The same for an error that stands inside a response that looked like none. */
  final @Nullable Throwable judgeInStream(String error) {
    try {
      Decision decision = governed.failedInStream(error);
      if (decision instanceof Decision.GiveUp giveUp) {
        return FailedAttempt.inStream(error).withAdvice(giveUp.advice());
      }
      return null;
    } catch (RuntimeException fault) {
      seam.report(fault);
      return FailedAttempt.inStream(error).asItCame();
    }
  }

  /** What to give the application for a call that cannot be admitted in time. */
  final HttpException answerToRefusal() {
    Refusal refusal = governed.refusal();
    seam.givenUp();
    FailedAttempt failure = lastFailure;
    return failure == null
        ? new HttpException(refusal.httpStatus(), refusal.body())
        : failure.withAdvice(refusal.advice());
  }

  /** Looks at a part of the answer that is about to be delivered. */
  final void read(@Nullable String part) {
    if (part != null) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      quietly(() -> usage.read(bytes, 0, bytes.length));
    }
  }

  /** The answer has been delivered as far as it will be. */
  final void finished() {
    quietly(
        () -> {
          Usage used = usage.usage();
          if (used != null) {
            governed.read(AnswerSummary.of(used));
          }
          governed.finished();
        });
  }

  /** Tells the engine something in the middle of the application's own call. */
  final void quietly(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException fault) {
      seam.report(fault);
    }
  }

  private @Nullable Throwable judgeFailure(FailedAttempt failure) {
    governed.failing(failure.status());
    Decision decision = governed.failed(failure.status(), null, failure.text());
    if (decision instanceof Decision.GiveUp giveUp) {
      seam.givenUp();
      return failure.withAdvice(giveUp.advice());
    }
    lastFailure = failure;
    return null;
  }

  private @Nullable Throwable judgeFault(Throwable fault) {
    if (Thread.currentThread().isInterrupted()) {
      governed.cancelled();
      return fault;
    }
    if (!seam.replacesRetries() || !FailedAttempt.isOfTheConnection(fault)) {
      governed.broken(fault);
      return fault;
    }
    if (governed.faulted(fault) instanceof Decision.Retry) {
      return null;
    }
    seam.givenUp();
    return fault;
  }
}
