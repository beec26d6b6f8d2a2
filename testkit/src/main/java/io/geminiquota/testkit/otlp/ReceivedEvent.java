package io.geminiquota.testkit.otlp;

import java.util.Map;

/**
 * One event of a {@link ReceivedSpan}.
 *
 * @param name what happened
 * @param timeNanos when, in nanoseconds since the epoch
 * @param attributes as in {@link ReceivedSpan#attributes}
 */
public record ReceivedEvent(String name, long timeNanos, Map<String, Object> attributes) {

  /** Copies the attributes, so that an event never changes. */
  public ReceivedEvent {
    attributes = Map.copyOf(attributes);
  }
}
