package com.example.summaries;

import io.micronaut.runtime.Micronaut;

/** The service. */
public final class Application {

  private Application() {}

  /** Starts it. */
  public static void main(String[] args) {
    Micronaut.run(Application.class, args);
  }
}
