package io.geminiquota.agent.otlp;

import io.geminiquota.agent.core.telemetry.ExportPlan;
import io.geminiquota.agent.core.telemetry.ExportTroubles;
import io.geminiquota.agent.core.telemetry.OtlpTarget;
import io.geminiquota.agent.core.telemetry.ScrapePoint;
import io.geminiquota.agent.core.telemetry.Temporality;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/** Has metrics sent at intervals, and fetched by a Prometheus. */
final class Metrics {

  /** What the SDK measures of itself: nobody asked for it. */
  private static final String OF_THE_SDK = "otel.sdk.*";

  private Metrics() {}

  static SdkMeterProvider shown(ExportPlan plan, Resource resource, ExportTroubles troubles) {
    SdkMeterProviderBuilder meters =
        SdkMeterProvider.builder()
            .setResource(resource)
            .registerView(
                InstrumentSelector.builder().setName(OF_THE_SDK).build(),
                View.builder().setAggregation(Aggregation.drop()).build());
    OtlpTarget target = plan.metrics();
    if (target != null) {
      meters.registerMetricReader(sent(target, plan, troubles));
    }
    ScrapePoint scrape = plan.scrape();
    if (scrape != null) {
      MetricReader served = served(scrape, troubles);
      if (served != null) {
        meters.registerMetricReader(served);
      }
    }
    return meters.build();
  }

  private static MetricReader sent(OtlpTarget target, ExportPlan plan, ExportTroubles troubles) {
    OtlpHttpMetricExporterBuilder exporter =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(target.endpoint())
            .setTimeout(target.timeout())
            .setAggregationTemporalitySelector(selector(plan.temporality()))
            .setRetryPolicy(ExportFailure.RETRIES);
    target.headers().forEach(exporter::addHeader);
    WatchedMetrics watched =
        new WatchedMetrics(
            exporter.build(),
            new ExportFailure(
                reason -> troubles.unreachable(target, reason),
                status -> troubles.metricsTurnedAway(target, status)));
    return PeriodicMetricReader.builder(watched).setInterval(plan.interval()).build();
  }

  private static AggregationTemporalitySelector selector(Temporality temporality) {
    return switch (temporality) {
      case CUMULATIVE -> AggregationTemporalitySelector.alwaysCumulative();
      case DELTA -> AggregationTemporalitySelector.deltaPreferred();
      case LOWMEMORY -> AggregationTemporalitySelector.lowMemory();
    };
  }

  private static @Nullable MetricReader served(ScrapePoint scrape, ExportTroubles troubles) {
    try {
      return PrometheusHttpServer.builder().setHost(scrape.host()).setPort(scrape.port()).build();
    } catch (RuntimeException fault) {
      troubles.notServed(scrape, ExportFailure.reason(fault));
      return null;
    }
  }
}
