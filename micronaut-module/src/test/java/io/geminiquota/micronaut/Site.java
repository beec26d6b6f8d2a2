package io.geminiquota.micronaut;

import io.geminiquota.testkit.GeminiSimulator;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An application beside a simulated Gemini. */
public final class Site implements AutoCloseable {

  public final GeminiSimulator simulator = GeminiSimulator.builder().start();
  public final ApplicationContext context;

  /**
   * @param properties names and values in turn
   */
  public Site(Object... properties) {
    Map<String, Object> configuration = new HashMap<>();
    configuration.put("gemini.client.api-key", "test-key");
    configuration.put("gemini.client.base-url", simulator.baseUrl());
    for (int i = 0; i < properties.length; i += 2) {
      configuration.put(properties[i].toString(), properties[i + 1]);
    }
    context = ApplicationContext.run(configuration);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** When requests have come, in milliseconds. */
  public List<Long> arrivals() {
    return simulator.requests().stream()
        .map(request -> TimeUnit.NANOSECONDS.toMillis(request.arrivalNanos()))
        .toList();
  }

  @Override
  public void close() {
    context.close();
    simulator.close();
  }
}
