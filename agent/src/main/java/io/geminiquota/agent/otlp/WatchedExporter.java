package io.geminiquota.agent.otlp;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An exporter that tells when it failed. */
final class WatchedExporter implements SpanExporter {

  private final SpanExporter exporter;
  private final Consumer<String> complaint;

  WatchedExporter(SpanExporter exporter, Consumer<String> complaint) {
    this.exporter = exporter;
    this.complaint = complaint;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(
        () -> {
          if (!result.isSuccess()) {
            complaint.accept(reason(result.getFailureThrowable()));
          }
        });
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  private static String reason(@Nullable Throwable failure) {
    if (failure instanceof HttpExportException http) {
      HttpResponse response = http.getResponse();
      if (response != null) {
        return "HTTP " + response.getStatusCode();
      }
    }
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null && !(cause instanceof IOException)) {
      cause = cause.getCause();
    }
    return cause == null ? "no reason given" : cause.getClass().getSimpleName();
  }
}
