package io.geminiquota.testkit.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes, as its path tells.
 *
 * @param dialect which API speaks there
 * @param version v1, v1beta, ...
 * @param project the project in the path (Vertex AI), or empty if the credentials decide
 * @param model the model in the path, or empty if the body names it
 */
public record Endpoint(
    Dialect dialect,
    String version,
    Operation operation,
    Optional<String> project,
    Optional<String> model) {

  private static final String VERSION = "/(?<version>v1|v1beta|v1alpha)";
  private static final String VERTEX_VERSION = "/(?<version>v1|v1beta1)";
  private static final String VERTEX_PROJECT =
      VERTEX_VERSION + "/projects/(?<project>[^/]+)/locations/[^/]+";
  private static final String PUBLISHER_MODEL =
      "/publishers/google/models/(?<model>[^/:]+):(?<action>\\w+)";

  private static final Pattern MODEL_ACTION =
      Pattern.compile(VERSION + "/(?:models|tunedModels)/(?<model>[^/:]+):(?<action>\\w+)");
  private static final Pattern MODELS = Pattern.compile(VERSION + "/(?:openai/)?models");
  private static final Pattern MODEL = Pattern.compile(VERSION + "/models/(?<model>[^/:]+)");
  private static final Pattern INTERACTIONS = Pattern.compile(VERSION + "/interactions");
  private static final Pattern OPENAI =
      Pattern.compile(VERSION + "/(?<action>openai/(?:chat/completions|embeddings))");
  private static final Pattern VERTEX_ACTION = Pattern.compile(VERTEX_PROJECT + PUBLISHER_MODEL);
  private static final Pattern VERTEX_INTERACTIONS =
      Pattern.compile(VERTEX_PROJECT + "/interactions");
  private static final Pattern EXPRESS_ACTION = Pattern.compile(VERTEX_VERSION + PUBLISHER_MODEL);

  /** The endpoint of a path, or empty if Gemini serves nothing there that the simulator knows. */
  public static Optional<Endpoint> find(String method, String path) {
    return switch (method) {
      case "GET" ->
          match(MODELS, path, modelsDialect(path), Operation.LIST_MODELS)
              .or(() -> match(MODEL, path, Dialects.GEMINI, Operation.GET_MODEL));
      case "POST" ->
          matchAction(MODEL_ACTION, path, Dialects.GEMINI)
              .or(() -> matchAction(OPENAI, path, Dialects.OPENAI))
              .or(
                  () ->
                      match(
                          INTERACTIONS, path, Dialects.INTERACTIONS, Operation.CREATE_INTERACTION))
              .or(() -> matchAction(VERTEX_ACTION, path, Dialects.VERTEX))
              .or(() -> matchAction(EXPRESS_ACTION, path, Dialects.VERTEX))
              .or(
                  () ->
                      match(
                          VERTEX_INTERACTIONS,
                          path,
                          Dialects.INTERACTIONS,
                          Operation.CREATE_INTERACTION));
      default -> Optional.empty();
    };
  }

  private static Dialect modelsDialect(String path) {
    return path.contains("/openai/") ? Dialects.OPENAI : Dialects.GEMINI;
  }

  private static Optional<Endpoint> matchAction(Pattern pattern, String path, Dialect dialect) {
    Matcher matcher = pattern.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Operation.ofAction(matcher.group("action"))
        .map(operation -> endpoint(matcher, dialect, operation));
  }

  private static Optional<Endpoint> match(
      Pattern pattern, String path, Dialect dialect, Operation operation) {
    Matcher matcher = pattern.matcher(path);
    return matcher.matches()
        ? Optional.of(endpoint(matcher, dialect, operation))
        : Optional.empty();
  }

  private static Endpoint endpoint(Matcher matcher, Dialect dialect, Operation operation) {
    return new Endpoint(
        dialect,
        matcher.group("version"),
        operation,
        group(matcher, "project"),
        group(matcher, "model"));
  }

  private static Optional<String> group(Matcher matcher, String name) {
    if (!matcher.pattern().pattern().contains("(?<" + name + ">")) {
      return Optional.empty();
    }
    return Optional.of(URLDecoder.decode(matcher.group(name), StandardCharsets.UTF_8));
  }
}
