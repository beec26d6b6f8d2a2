package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import io.geminiquota.adapters.GuardedCall;
import io.geminiquota.engine.Decision;
import io.geminiquota.engine.Refusal;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.route.Detour;
import io.geminiquota.engine.usage.AnswerReader;
import io.geminiquota.engine.usage.AnswerSummary;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Carries one call of the application through its attempts, each of which is the whole of the
 * application's own client.
 */
abstract class Exchange {

  final GuardedCall governed;
  final HttpClientSeam seam;
  private final HttpRequest request;
  private volatile AnswerReader answer;

  /** The other way that the current attempt goes, null if it goes as the application asked. */
  private volatile @Nullable Detour detour;

  private @Nullable FailedAttempt lastFailure;
  private volatile boolean sent;

  Exchange(HttpRequest request, GuardedCall governed, HttpClientSeam seam) {
    this.request = request;
    this.governed = governed;
    this.seam = seam;
    this.answer = new AnswerReader(governed.call().route().model());
  }

  /** Whether anything has been sent, so that running the call as it is would send it twice. */
  final boolean hasSent() {
    return sent;
  }

  /** What the attempt that was admitted sends. */
  final HttpRequest toBeSent() {
    Detour way = governed.detour();
    detour = null;
    if (way == null) {
      return request;
    }
    try {
      HttpRequest other = DetouredRequest.of(request, governed.call(), way);
      answer = new AnswerReader(way.model());
      detour = way;
      return other;
    } catch (RuntimeException | LinkageError fault) {
      governed.lose(fault);
      return request;
    }
  }

  /** The response as the application is given it. */
  final SuccessfulHttpResponse shown(SuccessfulHttpResponse response) {
    Detour way = detour;
    try {
      return way == null ? response : DetouredRequest.answer(response, way);
    } catch (RuntimeException | LinkageError fault) {
      seam.report(fault);
      return response;
    }
  }

  /** Makes an attempt on the current thread; no other seam meets what it sends. */
  final void send(Runnable attempt) {
    sent = true;
    try (Observation.Scope ignored = governed.activate()) {
      governed.left();
      seam.carry(attempt);
    }
  }

  /**
   * What to give the application for a failed attempt of which nothing was delivered, or null if
   * another one is to be made.
   */
  final @Nullable Throwable judge(Throwable thrown) {
    FailedAttempt failure = FailedAttempt.of(thrown);
    if (failure == null) {
      return judgeFault(thrown);
    }
    governed.failing(failure.status());
    return judge(failure, governed.failed(failure.status(), null, failure.text()));
  }

  /** The same for an error that stands inside a response that looked like none. */
  final @Nullable Throwable judgeInStream(String error) {
    return judge(FailedAttempt.inStream(error), governed.failedInStream(error));
  }

  /**
   * What to give the application for a call that cannot be admitted in time, or null if it is to be
   * sent all the same.
   */
  final @Nullable HttpException answerToRefusal() {
    Refusal refusal = governed.refusal();
    FailedAttempt failure = lastFailure;
    try {
      if (refusal != null) {
        seam.givenUp();
        return failure == null
            ? new HttpException(refusal.httpStatus(), refusal.body())
            : failure.withAdvice(refusal.advice());
      }
    } catch (RuntimeException | LinkageError fault) {
      governed.lose(fault);
    }
    return failure == null ? null : failure.asItCame();
  }

  /** Looks at a part of the answer that is about to be delivered. */
  final void read(@Nullable String part) {
    if (part != null) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      quietly(() -> answer.read(bytes, 0, bytes.length));
    }
  }

  /** The answer has been delivered as far as it will be. */
  final void finished() {
    quietly(this::tellWhatWasRead);
    governed.finished();
  }

  /** The answer broke off while it was delivered. */
  final void broken(Throwable fault) {
    quietly(this::tellWhatWasRead);
    governed.broken(fault);
  }

  private void tellWhatWasRead() {
    AnswerSummary told = answer.summary();
    if (told != null) {
      governed.read(told);
    }
  }

  /** Does something in the middle of the application's own call that it can do without. */
  final void quietly(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError fault) {
      seam.report(fault);
    }
  }

  private @Nullable Throwable judge(FailedAttempt failure, Decision decision) {
    if (decision instanceof Decision.Retry) {
      lastFailure = failure;
      return null;
    }
    try {
      if (decision instanceof Decision.GiveUp giveUp) {
        seam.givenUp();
        return failure.withAdvice(giveUp.advice());
      }
    } catch (RuntimeException | LinkageError fault) {
      governed.lose(fault);
    }
    return failure.asItCame();
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
