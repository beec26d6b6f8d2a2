package io.geminiquota.testkit.otlp;

import static java.util.stream.Collectors.toMap;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** From the protocol's messages to our records. */
final class SpanReader {

  private SpanReader() {}

  static List<ReceivedSpan> read(ExportTraceServiceRequest request) {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      Object service = attributes(resource.getResource().getAttributesList()).get("service.name");
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          spans.add(read(service == null ? "" : service.toString(), span));
        }
      }
    }
    return spans;
  }

  private static ReceivedSpan read(String serviceName, Span span) {
    return new ReceivedSpan(
        serviceName,
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getName(),
        kind(span.getKind()),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        attributes(span.getAttributesList()),
        span.getEventsList().stream().map(SpanReader::read).toList(),
        switch (span.getStatus().getCode()) {
          case STATUS_CODE_OK -> ReceivedSpan.Status.OK;
          case STATUS_CODE_ERROR -> ReceivedSpan.Status.ERROR;
          case STATUS_CODE_UNSET, UNRECOGNIZED -> ReceivedSpan.Status.UNSET;
        },
        span.getStatus().getMessage());
  }

  private static ReceivedEvent read(Span.Event event) {
    return new ReceivedEvent(
        event.getName(), event.getTimeUnixNano(), attributes(event.getAttributesList()));
  }

  private static ReceivedSpan.Kind kind(Span.SpanKind kind) {
    return switch (kind) {
      case SPAN_KIND_INTERNAL -> ReceivedSpan.Kind.INTERNAL;
      case SPAN_KIND_SERVER -> ReceivedSpan.Kind.SERVER;
      case SPAN_KIND_CLIENT -> ReceivedSpan.Kind.CLIENT;
      case SPAN_KIND_PRODUCER -> ReceivedSpan.Kind.PRODUCER;
      case SPAN_KIND_CONSUMER -> ReceivedSpan.Kind.CONSUMER;
      case SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> ReceivedSpan.Kind.UNSPECIFIED;
    };
  }

  private static Map<String, Object> attributes(List<KeyValue> attributes) {
    // The protocol forbids a key twice; a sender that does it all the same must not break us.
    return attributes.stream()
        .collect(toMap(KeyValue::getKey, pair -> value(pair.getValue()), (first, again) -> again));
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(SpanReader::value).toList();
      case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
      case BYTES_VALUE -> hex(value.getBytesValue());
      default -> value.getStringValue();
    };
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
