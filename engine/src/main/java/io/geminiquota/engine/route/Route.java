package io.geminiquota.engine.route;

/**
 * Where an attempt goes: the owner of the quota, the model, and the server.
 *
 * @param project the project whose quota is used: a project id or number where the request or the
 *     settings name one, else {@code key-} and a short hash of the API key, never the key itself
 * @param model the model id without any prefix, e.g. {@code gemini-2.5-flash}
 * @param baseUrl scheme, host and port, e.g. {@code https://generativelanguage.googleapis.com}
 */
public record Route(String project, String model, String baseUrl) {}
