package io.geminiquota.testkit.wire;

import java.util.List;

/** Google's error envelope: {@code error} with code, message, gRPC status and typed details. */
final class GoogleErrors {

  private GoogleErrors() {}

  static JsonObject envelope(ApiError error) {
    JsonObject body =
        JsonObject.of("code", error.code())
            .with("message", error.message())
            .with("status", error.status());
    if (!error.details().isEmpty()) {
      body.with("details", error.details());
    }
    return JsonObject.of("error", body);
  }

  /** In place of an answer: an object; a list where the answer would have been one. */
  static Reply reply(ModelRequest request, ApiError error) {
    JsonObject envelope = envelope(error);
    return request.streaming() == Streaming.JSON_LIST
        ? listReply(error)
        : Reply.whole(error.code(), envelope.toJson());
  }

  /** A list of one error: the form of the OpenAI-compatible API. */
  static Reply listReply(ApiError error) {
    return Reply.whole(error.code(), JsonObject.listToJson(List.of(envelope(error))));
  }

  static String streamError(ModelRequest request, ApiError error) {
    JsonObject envelope = envelope(error);
    return request.streaming() == Streaming.JSON_LIST
        ? StreamFrame.nextListElement(envelope)
        : StreamFrame.data(envelope);
  }
}
