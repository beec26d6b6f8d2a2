package io.geminiquota.testkit.wire;

/** The errors that are no matter of an enforced quota, worded as published bodies word them. */
public final class ApiErrors {

  private ApiErrors() {}

  /** 400: the key is not one. */
  public static ApiError invalidKey(Dialect dialect) {
    String message = "API key not valid. Please pass a valid API key.";
    return ApiError.of(
        400,
        "INVALID_ARGUMENT",
        "authentication",
        message,
        errorInfo("API_KEY_INVALID", "service", dialect.service()),
        ApiError.detail("LocalizedMessage").with("locale", "en-US").with("message", message));
  }

  /** 403: the Gemini API without any credentials. */
  static ApiError unregisteredCaller() {
    return ApiError.of(
        403,
        "PERMISSION_DENIED",
        "permission_denied",
        "Method doesn't allow unregistered callers (callers without established identity). Please"
            + " use API Key or other form of API consumer identity to call this API.");
  }

  /** 401: Vertex AI without any credentials. */
  static ApiError missingCredentials(Dialect dialect) {
    return ApiError.of(
        401,
        "UNAUTHENTICATED",
        "authentication",
        "Request is missing required authentication credential. Expected OAuth 2 access token,"
            + " login cookie or other valid authentication credential. See"
            + " https://developers.google.com/identity/sign-in/web/devconsole-project.",
        errorInfo("CREDENTIALS_MISSING", "service", dialect.service()));
  }

  /** 403: known, but not allowed. */
  public static ApiError permissionDenied() {
    return ApiError.of(
        403, "PERMISSION_DENIED", "permission_denied", "The caller does not have permission");
  }

  /** 403: no billing account on the project. */
  public static ApiError billingDisabled(Dialect dialect, String project) {
    return ApiError.of(
        403,
        "PERMISSION_DENIED",
        "permission_denied",
        "This API method requires billing to be enabled. Please enable billing on project #"
            + project
            + " by visiting https://console.developers.google.com/billing/enable?project="
            + project
            + " then retry. If you enabled billing for this project recently, wait a few minutes"
            + " for the action to propagate to our systems and retry.",
        errorInfo(
            "BILLING_DISABLED", "service", dialect.service(), "consumer", "projects/" + project));
  }

  /** 402: the prepaid credits are gone. The status is still RESOURCE_EXHAUSTED. */
  public static ApiError prepaymentDepleted() {
    return ApiError.of(
        402,
        "RESOURCE_EXHAUSTED",
        "payment_required",
        "Your prepayment credits are depleted. Please go to AI Studio at"
            + " https://ai.studio/projects to manage your project and billing. Learn more at"
            + " https://ai.google.dev/gemini-api/docs/billing#prepay.");
  }

  /** 429 of the form that tells nothing. */
  public static ApiError exhaustedWithoutDetails() {
    return ApiError.of(
        429,
        "RESOURCE_EXHAUSTED",
        "rate_limit_exceeded",
        "Resource has been exhausted (e.g. check quota).");
  }

  /** 503: the model is busy. */
  public static ApiError unavailable() {
    return ApiError.of(
        503,
        "UNAVAILABLE",
        "service_unavailable",
        "This model is currently experiencing high demand. Spikes in demand are usually temporary."
            + " Please try again later.");
  }

  /** 500: a fault of the server. */
  public static ApiError internal() {
    return ApiError.of(
        500,
        "INTERNAL",
        "api_error",
        "An internal error has occurred. Please retry or report in"
            + " https://developers.generativeai.google/guide/troubleshooting");
  }

  /** 504: the server gave up waiting. */
  public static ApiError deadlineExceeded() {
    return ApiError.of(
        504,
        "DEADLINE_EXCEEDED",
        "gateway_timeout",
        "Deadline expired before operation could complete.");
  }

  /** 400: the request is wrong. */
  public static ApiError badRequest() {
    return badRequest("Request contains an invalid argument.");
  }

  static ApiError badRequest(String message) {
    return ApiError.of(400, "INVALID_ARGUMENT", "invalid_request", message);
  }

  /** 400: the body is no JSON object. */
  public static ApiError malformedBody() {
    return badRequest("Invalid JSON payload received. Unable to parse the request body.");
  }

  /** 400: the body had to name a model. */
  public static ApiError modelMissing() {
    return badRequest("model is not specified");
  }

  /** 404: no such model. */
  public static ApiError modelNotFound(ModelRequest request) {
    return ApiError.of(
        404,
        "NOT_FOUND",
        "model_not_found",
        "models/%s is not found for API version %s, or is not supported for %s. Call ListModels to"
                .formatted(request.model(), request.apiVersion(), request.operation().wireName())
            + " see the list of available models and their supported methods.");
  }

  /** 404: nothing of Gemini's lives at this path, or nothing that the simulator plays. */
  public static ApiError nothingHere(String method, String path) {
    return ApiError.of(
        404,
        "NOT_FOUND",
        "not_found",
        "GeminiSimulator serves nothing at " + method + " " + path + ".");
  }

  private static JsonObject errorInfo(String reason, String... metadata) {
    JsonObject entries = JsonObject.empty();
    for (int i = 0; i < metadata.length; i += 2) {
      entries.with(metadata[i], metadata[i + 1]);
    }
    return ApiError.detail("ErrorInfo")
        .with("reason", reason)
        .with("domain", "googleapis.com")
        .with("metadata", entries);
  }
}
