package io.geminiquota.agent.otlp;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Tells why something could not be sent. */
final class ExportFailure {

  /** Short, so that an unreachable receiver is told of while somebody may still be looking. */
  static final RetryPolicy RETRIES =
      RetryPolicy.builder()
          .setMaxAttempts(3)
          .setInitialBackoff(Duration.ofMillis(200))
          .setMaxBackoff(Duration.ofMillis(500))
          .build();

  private final Consumer<String> unreachable;
  private final IntConsumer turnedAway;

  /**
   * @param unreachable is told in a few words why there was no answer
   * @param turnedAway is told the status of an answer that was none
   */
  ExportFailure(Consumer<String> unreachable, IntConsumer turnedAway) {
    this.unreachable = unreachable;
    this.turnedAway = turnedAway;
  }

  /** The same result, which is looked at when it is there. */
  CompletableResultCode watched(CompletableResultCode result) {
    return result.whenComplete(
        () -> {
          if (!result.isSuccess()) {
            tell(result.getFailureThrowable());
          }
        });
  }

  private void tell(@Nullable Throwable failure) {
    HttpResponse response = failure instanceof HttpExportException http ? http.getResponse() : null;
    if (response == null) {
      unreachable.accept(reason(failure));
    } else {
      turnedAway.accept(response.getStatusCode());
    }
  }

  /** The class of the exception that says most. */
  static String reason(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null && !(cause instanceof IOException)) {
      cause = cause.getCause();
    }
    return cause == null ? "no reason given" : cause.getClass().getSimpleName();
  }
}
