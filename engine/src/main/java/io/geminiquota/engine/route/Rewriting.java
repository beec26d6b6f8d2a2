package io.geminiquota.engine.route;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a request of the application's the one that goes another way. Pure: nothing is sent, and
 * nothing of what it is given changes.
 *
 * <p>Of the body nothing changes but what has to: the name of the model where it stands there, the
 * parameters that are left out, and the role of a content that Vertex AI asks for. Every other byte
 * stays.
 */
public final class Rewriting {

  private static final String API_KEY = "x-goog-api-key";
  private static final String BILLED_PROJECT = "x-goog-user-project";

  private final RequestHead request;
  private final GeminiCall asked;
  private final Detour detour;
  private final ApiPath path;

  private Rewriting(RequestHead request, GeminiCall asked, Detour detour) {
    this.request = request;
    this.asked = asked;
    this.detour = detour;
    this.path = ApiPath.of(request.path());
  }

  /**
   * The request that goes another way. Which ways are open to it {@link Demands} tell.
   *
   * @param request the application's
   * @param asked the call that it makes
   * @param detour where it is to go
   * @throws IllegalArgumentException if the body had to be changed and cannot be read
   */
  public static RoutedRequest of(RequestHead request, GeminiCall asked, Detour detour) {
    return new Rewriting(request, asked, detour).routed();
  }

  private RoutedRequest routed() {
    Backend backend = detour.backend();
    return backend == null
        ? new RoutedRequest(
            base() + path.of(asked.route().model(), detour.model()) + query(request.query()),
            Map.of(),
            false,
            body(false))
        : new RoutedRequest(
            backend.baseUrl() + pathAt(backend) + query(withoutCredentials(request.query())),
            headersFor(backend),
            true,
            body(backend.service() == Service.VERTEX && !path.isVertex()));
  }

  private ApiPath pathAt(Backend backend) {
    ApiPath ofModel = path.of(asked.route().model(), detour.model());
    if (backend.service() != Service.VERTEX) {
      return ofModel.atDeveloperApi();
    }
    return path.isVertex() ? ofModel.in(backend) : ofModel.atVertex(backend);
  }

  private Map<String, String> headersFor(Backend backend) {
    Map<String, String> headers = new LinkedHashMap<>();
    String credential = detour.credential();
    if (credential != null) {
      boolean bearer = backend.bearer() || path.resource().startsWith("/openai/");
      headers.put(bearer ? "Authorization" : API_KEY, bearer ? "Bearer " + credential : credential);
    }
    if (isBilledByHeader(backend)) {
      headers.put(BILLED_PROJECT, backend.project());
    }
    return headers;
  }

  /** A token is of a person or an account, not of a project: the Developer API has to be told. */
  private boolean isBilledByHeader(Backend backend) {
    return switch (backend.service()) {
      case GEMINI -> backend.bearer();
      case VERTEX -> backend.bearer() && request.header(BILLED_PROJECT) != null;
      case UNKNOWN -> false;
    };
  }

  private byte @Nullable [] body(boolean rolesNeeded) {
    String model = detour.model().equals(asked.route().model()) ? null : detour.model();
    if (model == null && detour.leftOut().isEmpty() && !rolesNeeded) {
      return null;
    }
    byte[] body = request.body();
    if (body == null) {
      if (detour.leftOut().isEmpty() && request.path().contains(":")) {
        return null;
      }
      throw new IllegalArgumentException("a body that cannot be read cannot be changed");
    }
    return BodyEdit.of(body, model, detour.leftOut(), rolesNeeded);
  }

  private String base() {
    String host = request.host();
    boolean address = host.indexOf(':') >= 0 && !host.startsWith("[");
    boolean standard = request.port() == (request.scheme().equals("https") ? 443 : 80);
    return request.scheme()
        + "://"
        + (address ? '[' + host + ']' : host)
        + (standard ? "" : ":" + request.port());
  }

  private static String query(@Nullable String query) {
    return query == null || query.isEmpty() ? "" : '?' + query;
  }

  private static @Nullable String withoutCredentials(@Nullable String query) {
    if (query == null) {
      return null;
    }
    StringBuilder kept = new StringBuilder();
    for (String parameter : query.split("&", -1)) {
      String name = parameter.substring(0, (parameter + '=').indexOf('='));
      if (!Credential.isIn(URLDecoder.decode(name, StandardCharsets.UTF_8))) {
        kept.append(kept.isEmpty() ? "" : "&").append(parameter);
      }
    }
    return kept.toString();
  }
}
