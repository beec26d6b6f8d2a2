package com.example;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Sets up its OpenTelemetry late, after its first call, and prints the spans that it gets. */
public final class TracedCalls {

  private TracedCalls() {}

  public static void main(String[] arguments) throws Exception {
    Calls.run(arguments[0], 1, 0);
    OpenTelemetrySdk telemetry =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(new Printer()))
                    .build())
            .build();
    GlobalOpenTelemetry.set(telemetry);
    System.out.println("telemetry is set");
    Span work = GlobalOpenTelemetry.getTracer("application").spanBuilder("work").startSpan();
    try (Scope current = work.makeCurrent()) {
      Calls.run(arguments[0], 1, 0);
    }
    work.end();
    telemetry.close();
  }

  /** Prints each span with the name of what it belongs to. */
  private static final class Printer implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      for (SpanData span : spans) {
        boolean root = !span.getParentSpanContext().isValid();
        System.out.println("span " + span.getName() + (root ? " (root)" : " (child)"));
      }
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
