package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Service;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The heads of spans, made once for all calls that are alike: to read a URL takes as long as all
 * else that begins a span. Those beyond the first {@value #MOST} are made anew each time.
 */
final class SpanHeads {

  private static final int MOST = 100;

  private final Map<Kind, SpanHead> known = new ConcurrentHashMap<>();

  private record Kind(
      Service service, String model, String baseUrl, Operation operation, boolean streaming) {

    static Kind of(GeminiCall call) {
      return new Kind(
          call.service(),
          call.route().model(),
          call.route().baseUrl(),
          call.operation(),
          call.streaming());
    }
  }

  SpanHead of(GeminiCall call) {
    Kind kind = Kind.of(call);
    SpanHead head = known.get(kind);
    if (head == null) {
      head = SpanHead.of(call);
      if (known.size() < MOST) {
        known.put(kind, head);
      }
    }
    return head;
  }
}
