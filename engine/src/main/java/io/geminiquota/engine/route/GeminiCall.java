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

  /** The same, asked of another model. */
  public GeminiCall asking(String model) {
    Route other = new Route(route.project(), model, route.baseUrl());
    return new GeminiCall(service, other, credential, operation, streaming, replayable);
  }

  /**
   * The same, asked of another model, or the same, elsewhere.
   *
   * @param secret what lets it in there; only a short hash of it is kept
   */
  public GeminiCall at(Backend backend, String secret, String model) {
    Route other = new Route(backend.project(), model, backend.baseUrl());
    String hash = CredentialHash.of(backend.bearer(), secret);
    return new GeminiCall(backend.service(), other, hash, operation, streaming, replayable);
  }
}
