package io.geminiquota.testkit.otlp;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One span as it arrived. Immutable.
 *
 * @param serviceName the resource's {@code service.name}, empty when it has none
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param parentSpanId 16 hexadecimal digits, empty for the root of a trace
 * @param name the span's name
 * @param kind the span's kind
 * @param startNanos nanoseconds since the epoch
 * @param endNanos nanoseconds since the epoch
 * @param attributes by key; values are String, Boolean, Long, Double, or a List or Map of these
 * @param events in the order of the span
 * @param status the span's status
 * @param statusMessage what describes the status, empty when nothing does
 */
public record ReceivedSpan(
    String serviceName,
    String traceId,
    String spanId,
    String parentSpanId,
    String name,
    Kind kind,
    long startNanos,
    long endNanos,
    Map<String, Object> attributes,
    List<ReceivedEvent> events,
    Status status,
    String statusMessage) {

  /** Copies attributes and events, so that a span never changes. */
  public ReceivedSpan {
    attributes = Map.copyOf(attributes);
    events = List.copyOf(events);
  }

  /** How long the span took; negative only when its sender's clock was. */
  public Duration duration() {
    return Duration.ofNanos(endNanos - startNanos);
  }

  /** The span kinds of OpenTelemetry. */
  public enum Kind {
    UNSPECIFIED,
    INTERNAL,
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER
  }

  /** The status codes of OpenTelemetry. */
  public enum Status {
    UNSET,
    OK,
    ERROR
  }
}
