package io.geminiquota.testkit.otlp;

import java.util.Map;

/**
 * One point of a metric as it arrived: what was measured with the same attributes. Immutable.
 *
 * @param serviceName the resource's {@code service.name}, empty when it has none
 * @param scope who measured it
 * @param name the metric's name
 * @param unit the metric's unit, empty when it has none
 * @param kind the metric's kind
 * @param attributes by key; values are String, Boolean, Long, Double, or a List or Map of these
 * @param value the number; of a histogram the sum of what was recorded
 * @param count of a histogram how often something was recorded, else 1
 */
public record ReceivedMetric(
    String serviceName,
    String scope,
    String name,
    String unit,
    Kind kind,
    Map<String, Object> attributes,
    double value,
    long count) {

  /** Copies the attributes, so that a point never changes. */
  public ReceivedMetric {
    attributes = Map.copyOf(attributes);
  }

  /** The kinds of metrics that are read; others are left out. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }
}
