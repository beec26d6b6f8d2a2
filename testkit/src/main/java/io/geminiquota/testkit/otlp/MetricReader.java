package io.geminiquota.testkit.otlp;

import io.geminiquota.testkit.otlp.ReceivedMetric.Kind;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.ArrayList;
import java.util.List;

/** From the protocol's messages to our records. */
final class MetricReader {

  private final String serviceName;
  private final String scope;
  private final List<ReceivedMetric> points = new ArrayList<>();

  private MetricReader(String serviceName, String scope) {
    this.serviceName = serviceName;
    this.scope = scope;
  }

  static List<ReceivedMetric> read(ExportMetricsServiceRequest request) {
    List<ReceivedMetric> points = new ArrayList<>();
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      Object service =
          AttributeReader.read(resource.getResource().getAttributesList()).get("service.name");
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        MetricReader reader =
            new MetricReader(service == null ? "" : service.toString(), scope.getScope().getName());
        scope.getMetricsList().forEach(reader::read);
        points.addAll(reader.points);
      }
    }
    return points;
  }

  private void read(Metric metric) {
    switch (metric.getDataCase()) {
      case GAUGE ->
          metric.getGauge().getDataPointsList().forEach(point -> add(metric, Kind.GAUGE, point));
      case SUM ->
          metric.getSum().getDataPointsList().forEach(point -> add(metric, Kind.COUNTER, point));
      case HISTOGRAM ->
          metric.getHistogram().getDataPointsList().forEach(point -> add(metric, point));
      default -> {}
    }
  }

  private void add(Metric metric, Kind kind, NumberDataPoint point) {
    double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
    add(metric, kind, point.getAttributesList(), value, 1);
  }

  private void add(Metric metric, HistogramDataPoint point) {
    add(metric, Kind.HISTOGRAM, point.getAttributesList(), point.getSum(), point.getCount());
  }

  private void add(Metric metric, Kind kind, List<KeyValue> attributes, double value, long count) {
    points.add(
        new ReceivedMetric(
            serviceName,
            scope,
            metric.getName(),
            metric.getUnit(),
            kind,
            AttributeReader.read(attributes),
            value,
            count));
  }
}
