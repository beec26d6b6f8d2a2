package io.geminiquota.engine.route;

import org.jspecify.annotations.Nullable;

/**
 * What the application asked for once, as far as quotas are concerned. Never holds a prompt or a
 * credential.
 *
 * @param service which of Google's services
 * @param route where it is to go
 * @param credential a short hash of the key or token that the request carries, null if it carries
 *     none
 * @param operation what is asked of the model
 * @param streaming whether the answer is to come as a stream of events
 * @param replayable whether the request can be sent more than once
 */
public record GeminiCall(
    Service service,
    Route route,
    @Nullable String credential,
    Operation operation,
    boolean streaming,
    boolean replayable) {

  /** The same, asked of another model or elsewhere. */
  public GeminiCall at(Service there, Route other, @Nullable String otherCredential) {
    return new GeminiCall(there, other, otherCredential, operation, streaming, replayable);
  }
}
