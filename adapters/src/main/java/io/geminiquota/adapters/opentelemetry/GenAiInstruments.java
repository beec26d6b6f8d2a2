package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.observe.Outcome;
import io.opentelemetry.api.metrics.Meter;

/** The metrics of the GenAI conventions. */
interface GenAiInstruments {

  /**
   * A call has ended.
   *
   * @param attributes those of calls that ended like it
   * @param seconds from its beginning to its end, waits included
   */
  void ended(GenAiAttributes.Ended attributes, Outcome outcome, double seconds);

  static GenAiInstruments of(GenAiConventions conventions, Meter meter) {
    return switch (conventions) {
      case RELEASED -> new ReleasedGenAiInstruments(meter);
      case LATEST -> new LatestGenAiInstruments(meter);
    };
  }
}
