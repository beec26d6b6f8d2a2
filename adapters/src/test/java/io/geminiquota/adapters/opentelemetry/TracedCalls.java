package io.geminiquota.adapters.opentelemetry;

import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import io.geminiquota.adapters.cache.KeptAnswers;
import io.geminiquota.adapters.okhttp.InterceptorSeam;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.otlp.ReceivedSpan;
import io.geminiquota.testkit.otlp.TraceReceiver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * An application on com.google.genai whose calls are governed and traced, all in one JVM: a
 * simulated Gemini, the engine, an OpenTelemetry that exports over OTLP, and its receiver.
 */
final class TracedCalls implements AutoCloseable {

  /** What an application does; in a span of its own. */
  interface Work {
    void run() throws Exception;
  }

  final GeminiSimulator simulator = GeminiSimulator.builder().start();
  final TraceReceiver receiver = TraceReceiver.start();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final OpenTelemetrySdk telemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(
                      SimpleSpanProcessor.create(
                          OtlpHttpSpanExporter.builder()
                              .setEndpoint(receiver.endpoint() + "/v1/traces")
                              .build()))
                  .build())
          .build();
  private final SpanRecorder recorder = new SpanRecorder(telemetry);

  /** An HTTP client with an engine of its own. */
  OkHttpClient http(String settings) {
    return http(SettingsReader.read(settings, Map.of(), Map.of()).settings());
  }

  /** The same. */
  OkHttpClient http(Settings settings) {
    TimeSource time = TimeSource.system();
    Pacemaker pacemaker = new Pacemaker(time);
    Governor governor = new Governor(settings, time, pacemaker, new Random(1));
    KeptAnswers answers =
        new KeptAnswers(settings.cache(), time, pacemaker, (topic, line) -> {}, faults::add);
    InterceptorSeam seam =
        new InterceptorSeam(governor, answers.cache(), recorder, faults::add, time, pacemaker);
    opened.add(pacemaker);
    OkHttpClient.Builder client = new OkHttpClient.Builder();
    // Calls of other threads belong to the span of whoever made them.
    client.dispatcher(new Dispatcher(Context.taskWrapping(threads)));
    InterceptorSeam.govern(client, Client.class.getClassLoader(), () -> seam);
    return client.build();
  }

  /** A client of the SDK over such an HTTP client. */
  Client client(OkHttpClient http, String apiKey) {
    return Client.builder()
        .apiKey(apiKey)
        .clientOptions(ClientOptions.builder().customHttpClient(http).build())
        .httpOptions(HttpOptions.builder().baseUrl(simulator.baseUrl()).build())
        .build();
  }

  /** The spans of what an application does, its own the last of them. */
  List<ReceivedSpan> spansOf(Work work) throws Exception {
    flush();
    int before = receiver.spans().size();
    Span span = telemetry.getTracer("application").spanBuilder("work").startSpan();
    try (Scope current = span.makeCurrent()) {
      work.run();
    } finally {
      span.end();
    }
    flush();
    return receiver.spans().subList(before, receiver.spans().size());
  }

  private void flush() {
    telemetry.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
  }

  /** What was thrown of ours, and the application never saw. */
  List<Throwable> faults() {
    return faults;
  }

  @Override
  public void close() throws Exception {
    telemetry.close();
    for (AutoCloseable each : opened) {
      each.close();
    }
    threads.shutdownNow();
    receiver.close();
    simulator.close();
  }
}
