package com.example;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Calls, and then prints what a Prometheus would fetch. */
public final class ScrapedCalls {

  private ScrapedCalls() {}

  /**
   * Runs.
   *
   * @param arguments the base URL, where to fetch
   */
  public static void main(String[] arguments) throws Exception {
    Calls.run(arguments[0], 1, 1);
    try (InputStream body = URI.create(arguments[1]).toURL().openStream()) {
      System.out.println(new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
