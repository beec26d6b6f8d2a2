package com.example;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * An application on com.google.genai with an OpenTelemetry of its own. Arguments: the base URL, the
 * OTLP endpoint, and how it sets its OpenTelemetry up. Every call is made in a span of its own.
 */
public final class TracedGenai {

  private final Client client;
  private final Tracer tracer;

  private TracedGenai(Client client, Tracer tracer) {
    this.client = client;
    this.tracer = tracer;
  }

  public static void main(String[] arguments) throws Exception {
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    try (Client client = Client.builder().apiKey("test-key").httpOptions(options).build()) {
      if (arguments[2].equals("after the first call")) {
        client.models.generateContent("early", "Hello", null);
      }
      OpenTelemetry telemetry = setUp(arguments[2], arguments[1]);
      new TracedGenai(client, telemetry.getTracer("application")).run();
      if (telemetry instanceof OpenTelemetrySdk sdk) {
        sdk.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
      }
    }
    System.out.println("done");
    // OkHttp's threads would stay for a minute.
    System.exit(0);
  }

  private static OpenTelemetry setUp(String way, String endpoint) {
    return switch (way) {
      case "before the first call", "after the first call" -> {
        OpenTelemetrySdk sdk = sdk(endpoint);
        GlobalOpenTelemetry.set(sdk);
        yield sdk;
      }
      case "automatically" -> AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
      case "never globally" -> sdk(endpoint);
      case "by the agent" -> GlobalOpenTelemetry.get();
      default -> throw new IllegalArgumentException(way);
    };
  }

  private static OpenTelemetrySdk sdk(String endpoint) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build())
        .build();
  }

  private void run() throws Exception {
    in("sync", () -> client.models.generateContent("sync", "Hello", null).text());
    in(
        "async",
        () ->
            client
                .async
                .models
                .generateContent("async", "Hello", null)
                .get(60, TimeUnit.SECONDS)
                .text());
    in("stream", () -> text(client.models.generateContentStream("stream", "Hello", null)));
    in(
        "asyncStream",
        () ->
            text(
                client
                    .async
                    .models
                    .generateContentStream("asyncStream", "Hello", null)
                    .get(60, TimeUnit.SECONDS)));
  }

  private void in(String name, Callable<String> call) throws Exception {
    Span span = tracer.spanBuilder(name).startSpan();
    try (Scope current = span.makeCurrent()) {
      System.out.println(name + (call.call().isEmpty() ? " nothing" : " answered"));
    } finally {
      span.end();
    }
  }

  private static String text(ResponseStream<GenerateContentResponse> chunks) {
    StringBuilder text = new StringBuilder();
    try (chunks) {
      for (GenerateContentResponse chunk : chunks) {
        text.append(chunk.text());
      }
    }
    return text.toString();
  }
}
