package io.geminiquota.testkit.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A failure in Google's error model.
 *
 * @param code the HTTP status
 * @param status the gRPC status
 * @param interactionsCode what the Interactions API says instead of the status
 * @param details typed objects
 * @param retryAfter for the one API that sends the header
 */
public record ApiError(
    int code,
    String status,
    String interactionsCode,
    String message,
    List<JsonObject> details,
    Optional<Duration> retryAfter) {

  static ApiError of(
      int code, String status, String interactionsCode, String message, JsonObject... details) {
    return new ApiError(
        code, status, interactionsCode, message, List.of(details), Optional.empty());
  }

  static JsonObject detail(String type) {
    return JsonObject.of("@type", "type.googleapis.com/google.rpc." + type);
  }
}
