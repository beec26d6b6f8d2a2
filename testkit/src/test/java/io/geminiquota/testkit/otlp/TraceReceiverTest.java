package io.geminiquota.testkit.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.geminiquota.testkit.otlp.ReceivedMetric.Kind;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceReceiverTest {

  private final TraceReceiver receiver = TraceReceiver.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void keepsWhatASpanSays() throws Exception {
    assertThat(post(export(span()).toByteArray())).isEqualTo(200);

    assertThat(receiver.spans())
        .containsExactly(
            new ReceivedSpan(
                "shop",
                "000102030405060708090a0b0c0d0e0f",
                "0001020304050607",
                "f001020304050607",
                "generate_content gemini-2.5-flash",
                ReceivedSpan.Kind.CLIENT,
                1_000,
                3_000,
                Map.of(
                    "text",
                    "a",
                    "whole",
                    7L,
                    "fraction",
                    0.5,
                    "truth",
                    true,
                    "list",
                    List.of("a", "b")),
                List.of(new ReceivedEvent("held", 2_000, Map.of("seconds", 4.0))),
                ReceivedSpan.Status.ERROR,
                "used up"));
    assertThat(receiver.spans().get(0).duration()).isEqualTo(Duration.ofNanos(2_000));
  }

  @Test
  void readsCompressedBodies() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      export(span()).writeTo(gzip);
    }

    assertThat(post(compressed.toByteArray(), "Content-Encoding", "gzip")).isEqualTo(200);
    assertThat(receiver.spans()).hasSize(1);
  }

  @Test
  void gathersSeveralExports() throws Exception {
    post(export(span(), span()).toByteArray());
    post(export(span()).toByteArray());

    assertThat(receiver.spans()).hasSize(3);
  }

  @Test
  void aSpanWithoutServiceParentOrStatusIsReadToo() throws Exception {
    ExportTraceServiceRequest export =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .addScopeSpans(
                        ScopeSpans.newBuilder().addSpans(Span.newBuilder().setName("bare"))))
            .build();

    assertThat(post(export.toByteArray())).isEqualTo(200);
    ReceivedSpan bare = receiver.spans().get(0);
    assertThat(bare.serviceName()).isEmpty();
    assertThat(bare.parentSpanId()).isEmpty();
    assertThat(bare.status()).isEqualTo(ReceivedSpan.Status.UNSET);
    assertThat(bare.kind()).isEqualTo(ReceivedSpan.Kind.UNSPECIFIED);
  }

  @Test
  void keepsWhatMetricsSay() throws Exception {
    KeyValue model = attribute("model", AnyValue.newBuilder().setStringValue("flash"));
    ScopeMetrics.Builder metrics =
        ScopeMetrics.newBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("quotas"))
            .addMetrics(
                Metric.newBuilder()
                    .setName("calls")
                    .setUnit("{call}")
                    .setSum(
                        Sum.newBuilder()
                            .addDataPoints(
                                NumberDataPoint.newBuilder().setAsInt(7).addAttributes(model))))
            .addMetrics(
                Metric.newBuilder()
                    .setName("left")
                    .setGauge(
                        Gauge.newBuilder()
                            .addDataPoints(NumberDataPoint.newBuilder().setAsDouble(0.5))))
            .addMetrics(
                Metric.newBuilder()
                    .setName("wait")
                    .setUnit("s")
                    .setHistogram(
                        Histogram.newBuilder()
                            .addDataPoints(
                                HistogramDataPoint.newBuilder().setSum(4.5).setCount(3))));
    ExportMetricsServiceRequest export =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(ResourceMetrics.newBuilder().addScopeMetrics(metrics))
            .build();

    assertThat(send("/v1/metrics", "application/x-protobuf", export.toByteArray())).isEqualTo(200);
    assertThat(receiver.metrics())
        .containsExactly(
            new ReceivedMetric(
                "", "quotas", "calls", "{call}", Kind.COUNTER, Map.of("model", "flash"), 7, 1),
            new ReceivedMetric("", "quotas", "left", "", Kind.GAUGE, Map.of(), 0.5, 1),
            new ReceivedMetric("", "quotas", "wait", "s", Kind.HISTOGRAM, Map.of(), 4.5, 3));
    assertThat(receiver.exports()).containsExactly(export.toByteArray());
  }

  @Test
  void refusesWhatIsNotTheProtocol() throws Exception {
    assertThat(post("no protobuf".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo(400);
    assertThat(post(new byte[] {1}, "Content-Encoding", "gzip")).isEqualTo(400);
    assertThat(send("/v1/logs", "application/x-protobuf", new byte[0])).isEqualTo(404);
    assertThat(send("/v1/traces", "application/json", new byte[0])).isEqualTo(415);
    assertThat(
            client
                .send(
                    HttpRequest.newBuilder(URI.create(receiver.endpoint() + "/v1/traces")).build(),
                    BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(405);
    assertThat(receiver.spans()).isEmpty();
  }

  @Test
  void whatArrivedCanBeReadAfterItWasClosed() throws Exception {
    post(export(span()).toByteArray());
    receiver.close();

    assertThat(receiver.spans()).hasSize(1);
  }

  private int post(byte[] body, String... headers) throws IOException, InterruptedException {
    return send("/v1/traces", "application/x-protobuf", body, headers);
  }

  private int send(String path, String contentType, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(receiver.endpoint() + path))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static ExportTraceServiceRequest export(Span... spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder().addAttributes(attribute("service.name", text("shop"))))
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
        .build();
  }

  private static Span span() {
    return Span.newBuilder()
        .setTraceId(id(0, 16))
        .setSpanId(id(0, 8))
        .setParentSpanId(id(0xf0, 8))
        .setName("generate_content gemini-2.5-flash")
        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
        .setStartTimeUnixNano(1_000)
        .setEndTimeUnixNano(3_000)
        .addAttributes(attribute("text", text("a")))
        .addAttributes(attribute("whole", AnyValue.newBuilder().setIntValue(7)))
        .addAttributes(attribute("fraction", AnyValue.newBuilder().setDoubleValue(0.5)))
        .addAttributes(attribute("truth", AnyValue.newBuilder().setBoolValue(true)))
        .addAttributes(
            attribute(
                "list",
                AnyValue.newBuilder()
                    .setArrayValue(
                        ArrayValue.newBuilder().addValues(text("a")).addValues(text("b")))))
        .addEvents(
            Span.Event.newBuilder()
                .setName("held")
                .setTimeUnixNano(2_000)
                .addAttributes(attribute("seconds", AnyValue.newBuilder().setDoubleValue(4))))
        .setStatus(
            Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage("used up"))
        .build();
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue.Builder text(String value) {
    return AnyValue.newBuilder().setStringValue(value);
  }

  /** Bytes that count up, the first of them replaced. */
  private static ByteString id(int first, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    bytes[0] = (byte) first;
    return ByteString.copyFrom(bytes);
  }
}
