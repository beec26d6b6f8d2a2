package io.geminiquota.agent.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What an application logs that has its troubles, but none with Gemini. */
final class OrdinaryLog {

  private static final List<String> STYLES =
      List.of(
          "2026-11-21T10:11:12.345Z  INFO 4711 --- [main] c.e.orders.Orders : ",
          "10:11:12.345 [http-nio-8080-exec-3] ERROR c.e.orders.Orders - ",
          "[2026-11-21 10:11:12] [WARNING] ",
          "2026-11-21 10:11:12,345 - app.worker - DEBUG - ",
          "Nov 21 10:11:12 host-3 app[812]: ",
          "ERROR: ",
          "app-1  | 2026-11-21 10:11:12.345 WARN ");

  private static final List<String> MESSAGES =
      List.of(
          "order %d saved",
          "GET /api/orders/%d HTTP/1.1 404 12 ms",
          "status=500 path=/pay/%d",
          "pool-1: connection is not available, request timed out after %d ms",
          "user %d not found",
          "{\"error\": {\"code\": \"E%d\", \"message\": \"order not found\"}}",
          "{\"error\":\"not_found\",\"status\":404,\"id\":%d}",
          "payment API error: 429 Too Many Requests (%d)",
          "upstream %d answered 503 Service Unavailable",
          "disk quota exceeded for user u%d",
          "rate limit exceeded for client %d",
          "PERMISSION_DENIED: topic t%d",
          "io.grpc.StatusRuntimeException: UNAVAILABLE: io exception %d",
          "POST https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent"
              + " 200 in %d ms",
          "Gemini answered with %d tokens (gemini-2.5-pro, finishReason STOP)",
          "settings: gemini.max-wait=%d, readTimeout=30s, billing=off",
          "deadline exceeded waiting for lock %d");

  private static final List<String> TRACE =
      List.of(
          "java.net.SocketTimeoutException: Read timed out",
          "\tat c.e.orders.Orders.save(Orders.java:429)",
          "\tat c.e.orders.Orders.main(Orders.java:12)",
          "Caused by: java.io.IOException: Broken pipe",
          "\tat java.base/sun.nio.ch.Net.connect(Net.java:503)",
          "\t... 23 more");

  private final RandomGenerator random;
  private final String style;

  OrdinaryLog(RandomGenerator random) {
    this.random = random;
    this.style = STYLES.get(random.nextInt(STYLES.size()));
  }

  /** What stands before a message of this log. */
  String head() {
    return style;
  }

  /** Some entries, one after the other. */
  List<String> lines(int entries) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      String message = MESSAGES.get(random.nextInt(MESSAGES.size()));
      lines.add(style + message.formatted(random.nextInt(100_000)));
      if (random.nextInt(12) == 0) {
        lines.addAll(TRACE);
      }
    }
    return lines;
  }
}
