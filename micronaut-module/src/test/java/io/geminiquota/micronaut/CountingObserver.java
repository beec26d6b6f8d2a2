package io.geminiquota.micronaut;

import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.route.GeminiCall;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls that anybody governs. */
@Singleton
public class CountingObserver implements CallObserver {

  public final AtomicInteger begun = new AtomicInteger();

  @Override
  public Observation begin(GeminiCall call) {
    begun.incrementAndGet();
    return CallObserver.none().begin(call);
  }
}
