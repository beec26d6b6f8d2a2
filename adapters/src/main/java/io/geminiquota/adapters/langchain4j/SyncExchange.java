package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import io.geminiquota.adapters.GuardedCall;
import io.geminiquota.engine.limit.Admission;
import org.jspecify.annotations.Nullable;

/** Carries a call that the application waits for, on the thread that waits. */
final class SyncExchange extends Exchange {

  private final HttpClient client;
  private @Nullable SuccessfulHttpResponse response;

  SyncExchange(HttpClient client, HttpRequest request, GuardedCall governed, HttpClientSeam seam) {
    super(request, governed, seam);
    this.client = client;
  }

  /** Makes attempts, and waits for leave to, until there is something to give the application. */
  Execution run() {
    Execution execution = null;
    while (execution == null) {
      try {
        execution = awaitTurn() == Admission.ADMITTED ? attempt() : refused();
      } catch (InterruptedException e) {
        governed.cancelled();
        execution = interrupted(e);
      }
    }
    return execution;
  }

  private Admission awaitTurn() throws InterruptedException {
    Turn turn = new Turn();
    Admission admission = governed.admit(turn);
    return admission == Admission.HELD ? turn.await() : admission;
  }

  private @Nullable Execution refused() {
    HttpException answer = answerToRefusal();
    return answer == null ? null : new Execution(null, answer);
  }

  private @Nullable Execution attempt() {
    try {
      HttpRequest request = toBeSent();
      send(() -> response = client.execute(request));
    } catch (Throwable thrown) {
      Throwable given = judge(thrown);
      return given == null ? null : new Execution(null, given);
    }
    SuccessfulHttpResponse answer = response;
    if (answer == null) {
      // To be thrown by whoever looks into it: without it, this would be taken as not run at all.
      NullPointerException noAnswer = new NullPointerException("the HTTP client returned null");
      governed.broken(noAnswer);
      return new Execution(null, noAnswer);
    }
    governed.succeeded(answer.statusCode());
    read(answer.body());
    finished();
    return new Execution(shown(answer), null);
  }

  /** As LangChain4j's own client tells it. */
  private static Execution interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Execution(null, new RuntimeException(e));
  }
}
