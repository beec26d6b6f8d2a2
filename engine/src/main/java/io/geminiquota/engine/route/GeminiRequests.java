package io.geminiquota.engine.route;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Tells Gemini's requests from all others, by path: the base URL may be a relay's or a simulator's,
 * but the paths are Gemini's own.
 *
 * <p>Covers the Developer API ({@code /v1beta/models/{model}:generateContent}), Vertex AI ({@code
 * /v1beta1/projects/{project}/locations/{location}/publishers/google/models/{model}:...}, with or
 * without project), Interactions, cached contents, the OpenAI-compatible endpoint, and the web
 * sockets of Live sessions while they are being opened. Everything else that a client asks of the
 * same hosts (files, lists, operations) is not governed.
 */
public final class GeminiRequests {

  private static final String OPENAI = "/openai/";
  private static final String LIVE = "BidiGenerateContent";
  private static final String UNKNOWN_MODEL = "unknown";
  private static final String NO_PROJECT = "default";
  private static final String GEMINI = "https://generativelanguage.googleapis.com";

  private final @Nullable String project;

  /**
   * @param project the project of API keys, null when nobody said
   */
  public GeminiRequests(@Nullable String project) {
    this.project = project;
  }

  /** The call that a request makes, null when it is not one of Gemini's. */
  public @Nullable GeminiCall read(RequestHead request) {
    return switch (request.method()) {
      case "POST" -> readPost(request);
      case "GET" ->
          request.path().contains(LIVE)
              ? call(request, UNKNOWN_MODEL, Operation.LIVE, false)
              : null;
      default -> null;
    };
  }

  /** The call that is made by whoever does not show its request, but says which model it asks. */
  public GeminiCall unseen(String model) {
    Route route = new Route(project == null ? NO_PROJECT : project, model, GEMINI);
    return new GeminiCall(Service.GEMINI, route, null, Operation.GENERATE_CONTENT, false, true);
  }

  private @Nullable GeminiCall readPost(RequestHead request) {
    String path = request.path();
    int resource = path.lastIndexOf('/') + 1;
    int colon = path.indexOf(':', resource);
    if (colon > 0) {
      return readMethod(request, path.substring(resource, colon), path.substring(colon + 1));
    }
    return switch (path.substring(resource)) {
      case "interactions" -> isVersioned(path) ? modelInBody(request, Operation.INTERACTION) : null;
      case "cachedContents" ->
          isVersioned(path) ? modelInBody(request, Operation.CREATE_CACHE) : null;
      case "completions" ->
          path.endsWith(OPENAI + "chat/completions") && isGemini(request)
              ? modelInBody(request, Operation.CHAT)
              : null;
      case "embeddings" ->
          path.endsWith(OPENAI + "embeddings") && isGemini(request)
              ? modelInBody(request, Operation.EMBEDDINGS)
              : null;
      default -> null;
    };
  }

  private @Nullable GeminiCall readMethod(RequestHead request, String resource, String method) {
    String path = request.path();
    boolean ofModel =
        path.contains("/models/") || path.contains("/tunedModels/") || path.contains("/endpoints/");
    Operation operation = ofModel ? operationOf(method) : null;
    if (operation == null) {
      return null;
    }
    return call(request, decoded(resource), operation, method.equals("streamGenerateContent"));
  }

  /** Nearly all names are spelled as they are. */
  private static String decoded(String name) {
    return name.indexOf('%') < 0 ? name : URLDecoder.decode(name, StandardCharsets.UTF_8);
  }

  private static @Nullable Operation operationOf(String method) {
    return switch (method) {
      case "generateContent", "streamGenerateContent" -> Operation.GENERATE_CONTENT;
      case "embedContent", "batchEmbedContents" -> Operation.EMBEDDINGS;
      case "countTokens", "computeTokens" -> Operation.COUNT_TOKENS;
      case "predict" -> Operation.PREDICT;
      case "predictLongRunning" -> Operation.PREDICT_LONG_RUNNING;
      case "batchGenerateContent", "asyncBatchEmbedContent" -> Operation.BATCH;
      default -> null;
    };
  }

  private GeminiCall modelInBody(RequestHead request, Operation operation) {
    byte[] body = request.body();
    BodyFields fields = body == null ? BodyFields.NONE : BodyFields.read(body);
    String model = fields.model() == null ? UNKNOWN_MODEL : bareModel(fields.model());
    return call(request, model, operation, fields.stream());
  }

  private GeminiCall call(
      RequestHead request, String model, Operation operation, boolean streaming) {
    Route route = new Route(projectOf(request), model, baseUrl(request));
    return new GeminiCall(
        Service.ofHost(request.host()),
        route,
        CredentialHash.of(request),
        operation,
        streaming,
        request.replayable());
  }

  private String projectOf(RequestHead request) {
    String inPath = segmentAfter(request.path(), "/projects/");
    if (inPath != null) {
      return inPath;
    }
    String billed = request.header("x-goog-user-project");
    if (billed != null) {
      return billed;
    }
    if (project != null) {
      return project;
    }
    String key = CredentialHash.ofKey(request);
    return key == null ? NO_PROJECT : key;
  }

  private static @Nullable String segmentAfter(String path, String marker) {
    int start = path.indexOf(marker);
    if (start < 0) {
      return null;
    }
    start += marker.length();
    int end = path.indexOf('/', start);
    return end > start ? path.substring(start, end) : null;
  }

  /** {@code models/gemini-2.5-flash} and Vertex's long names, as the last segment. */
  private static String bareModel(String model) {
    return model.substring(model.lastIndexOf('/') + 1);
  }

  /** A host of Google's, or at least a path that no other OpenAI-compatible server has. */
  private static boolean isGemini(RequestHead request) {
    return Service.ofHost(request.host()) != Service.UNKNOWN || isVersioned(request.path());
  }

  private static boolean isVersioned(String path) {
    return path.contains("/v1beta") || path.contains("/v1alpha") || path.contains("/v1/projects/");
  }

  private static String baseUrl(RequestHead request) {
    boolean standard = request.port() == (request.scheme().equals("https") ? 443 : 80);
    return request.scheme() + "://" + request.host() + (standard ? "" : ":" + request.port());
  }
}
