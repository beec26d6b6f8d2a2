package com.example.observed;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/** The service of a team that has set up OpenTelemetry itself, by its variables. */
public final class TracedService {

  private TracedService() {}

  /**
   * Asks, and ends.
   *
   * @param args how many questions to ask
   */
  public static void main(String[] args) throws InterruptedException {
    AutoConfiguredOpenTelemetrySdk.initialize();
    Service.main(args);
  }
}
