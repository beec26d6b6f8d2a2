package com.example;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Calls with an OpenTelemetry of its own, then once more from a part of it that has an OkHttp of
 * its own and the same OpenTelemetry, and prints the metrics that it gets.
 */
public final class MeteredCalls {

  private MeteredCalls() {}

  /**
   * Runs.
   *
   * @param arguments the base URL, the class path of the part
   */
  public static void main(String[] arguments) throws Exception {
    OpenTelemetrySdk telemetry =
        OpenTelemetrySdk.builder()
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .registerMetricReader(PeriodicMetricReader.create(new Printer()))
                    .build())
            .build();
    GlobalOpenTelemetry.set(telemetry);
    Calls.run(arguments[0], 1, 1);
    try (URLClassLoader part = new URLClassLoader(urls(arguments[1]), new OpenTelemetryOnly())) {
      part.loadClass("com.example.Calls")
          .getMethod("run", String.class, int.class, int.class)
          .invoke(null, arguments[0], 1, 1);
    }
    telemetry.close();
  }

  private static URL[] urls(String classPath) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static final class OpenTelemetryOnly extends ClassLoader {

    OpenTelemetryOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("io.opentelemetry.")) {
        return MeteredCalls.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  /** Prints the name of each metric and how many points it has. */
  private static final class Printer implements MetricExporter {

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      for (MetricData metric : metrics) {
        System.out.println(
            "metric " + metric.getName() + " " + metric.getData().getPoints().size());
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
