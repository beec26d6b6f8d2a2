package io.geminiquota.engine;

import io.geminiquota.engine.route.GeminiCall;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A server in virtual time that enforces one quota of requests per minute by the book: a rolling
 * window over the times at which requests arrived. Written apart from the engine's own window, as
 * its judge.
 */
final class VirtualServer implements VirtualBackend {

  private final VirtualTime time;
  private final long window;
  private final boolean countsRejected;
  private final Deque<Long> counted = new ArrayDeque<>();
  private int limit;
  private int accepted;
  private int rejected;

  VirtualServer(VirtualTime time, int limit, Duration window, boolean countsRejected) {
    this.time = time;
    this.limit = limit;
    this.window = window.toNanos();
    this.countsRejected = countsRejected;
  }

  @Override
  public Failure receive(GeminiCall call) {
    long now = time.nanoTime();
    while (!counted.isEmpty() && now - counted.peekFirst() >= window) {
      counted.removeFirst();
    }
    boolean full = counted.size() >= limit;
    if (!full || countsRejected) {
      counted.addLast(now);
    }
    if (full) {
      rejected++;
      return new Failure(429, rejection(now));
    }
    accepted++;
    return null;
  }

  void limit(int newLimit) {
    limit = newLimit;
  }

  int accepted() {
    return accepted;
  }

  int rejected() {
    return rejected;
  }

  private String rejection(long now) {
    int surplus = counted.size() - limit;
    long until = 0;
    int index = 0;
    for (long use : counted) {
      if (index++ == surplus) {
        until = use + window - now;
        break;
      }
    }
    return """
        {"error": {"code": 429,
          "message": "You exceeded your current quota, please check your plan and billing details.\
         For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.\
        \\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests,\
         limit: %d, model: gemini-x\\nPlease retry in %.9fs.",
          "status": "RESOURCE_EXHAUSTED",
          "details": [
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{
              "quotaMetric": "generativelanguage.googleapis.com/generate_content_free_tier_requests",
              "quotaId": "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
              "quotaDimensions": {"location": "global", "model": "gemini-x"},
              "quotaValue": "%d"}]},
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "%ds"}]}}
        """
        .formatted(limit, until / 1e9, limit, until / 1_000_000_000);
  }
}
