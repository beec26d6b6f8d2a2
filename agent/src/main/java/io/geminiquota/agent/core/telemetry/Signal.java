package io.geminiquota.agent.core.telemetry;

/** What an OpenTelemetry can be sent of. */
enum Signal {
  SPANS("traces"),
  METRICS("metrics");

  private final String name;

  Signal(String name) {
    this.name = name;
  }

  /** Where an OTLP receiver takes it. */
  String path() {
    return "/v1/" + name;
  }

  /** OpenTelemetry's variable that tells how it is exported, as a system property. */
  String exporterVariable() {
    return "otel." + name + ".exporter";
  }

  /** OpenTelemetry's variable of the OTLP exporter for this signal, as a system property. */
  String otlpVariable(String rest) {
    return "otel.exporter.otlp." + name + "." + rest;
  }
}
