package io.geminiquota.engine.route;

/**
 * What the application asked for once, as far as quotas are concerned. Never holds a prompt or a
 * credential.
 *
 * @param service which of Google's services
 * @param route where it is to go
 * @param operation what is asked of the model
 * @param streaming whether the answer is to come as a stream of events
 * @param replayable whether the request can be sent more than once
 */
public record GeminiCall(
    Service service, Route route, Operation operation, boolean streaming, boolean replayable) {}
