package io.geminiquota.micronaut.intercept;

import io.geminiquota.engine.Decision;
import io.geminiquota.engine.GovernedCall;
import io.geminiquota.engine.classify.Classifier;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.micronaut.exception.GeminiQuotaAdvice;
import io.geminiquota.micronaut.exception.QuotaRefusedException;
import java.io.IOException;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One run of a method that is a call itself, through its attempts. */
final class CarriedCall {

  private static final int MOST_CAUSES = 10;

  private final GovernedCall governed;

  CarriedCall(GovernedCall governed) {
    this.governed = governed;
  }

  /**
   * Asks leave to run the method once.
   *
   * @return done when it may be run; failed with {@link QuotaRefusedException} when it may not. To
   *     cancel it gives the place back
   */
  CompletableFuture<@Nullable Void> admission() {
    CompletableFuture<@Nullable Void> admitted = new CompletableFuture<>();
    Place.Turn turn =
        new Place.Turn() {
          @Override
          public void admitted() {
            admitted.complete(null);
          }

          @Override
          public void refused() {
            admitted.completeExceptionally(new QuotaRefusedException(governed.refusal()));
          }
        };
    switch (governed.admit(turn)) {
      case ADMITTED -> turn.admitted();
      case REFUSED -> turn.refused();
      case HELD -> {}
    }
    return admitted;
  }

  /** The method is run now. */
  void begins() {
    governed.left();
  }

  /** The method has returned what it is for. */
  void succeeded() {
    governed.succeeded(200);
    governed.finished();
  }

  /** Nobody wants the result any more. */
  void cancelled() {
    governed.cancelled();
  }

  /** The method has failed after it had delivered something: it cannot be run again. */
  void broken(Throwable thrown) {
    governed.broken(thrown);
  }

  /**
   * Whether the method is to be run again after what it has thrown. If not, and something is known
   * of it, the advice hangs on the exception as a suppressed one.
   */
  boolean retries(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    Decision decision = decide(cause);
    if (decision instanceof Decision.GiveUp giveUp) {
      cause.addSuppressed(new GeminiQuotaAdvice(giveUp.advice()));
    }
    return decision instanceof Decision.Retry;
  }

  private @Nullable Decision decide(Throwable cause) {
    StringJoiner words = new StringJoiner(": ");
    boolean fault = false;
    Throwable link = cause;
    for (int i = 0; i < MOST_CAUSES && link != null; i++) {
      words.add(String.valueOf(link.getMessage()));
      fault |= link instanceof IOException;
      link = link.getCause();
    }
    String text = words.toString();
    if (Classifier.classify(0, text).kind() != Kind.OTHER) {
      return governed.failed(0, null, text);
    }
    if (fault) {
      return governed.faulted(cause);
    }
    governed.broken(cause);
    return null;
  }

  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wrapper && cause != null ? cause : thrown;
  }
}
