package io.geminiquota.testkit.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;

/** From the protocol's messages to our records. */
final class SpanReader {

  private SpanReader() {}

  static List<ReceivedSpan> read(ExportTraceServiceRequest request) {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      Object service =
          AttributeReader.read(resource.getResource().getAttributesList()).get("service.name");
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
        AttributeReader.hex(span.getTraceId()),
        AttributeReader.hex(span.getSpanId()),
        AttributeReader.hex(span.getParentSpanId()),
        span.getName(),
        kind(span.getKind()),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        AttributeReader.read(span.getAttributesList()),
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
        event.getName(), event.getTimeUnixNano(), AttributeReader.read(event.getAttributesList()));
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
}
