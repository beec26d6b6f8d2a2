package io.geminiquota.agent.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** An exporter of spans that tells when it failed. */
final class WatchedSpans implements SpanExporter {

  private final SpanExporter exporter;
  private final ExportFailure failure;

  WatchedSpans(SpanExporter exporter, ExportFailure failure) {
    this.exporter = exporter;
    this.failure = failure;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return failure.watched(exporter.export(spans));
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
