package io.geminiquota.engine.route;

import java.util.List;
import java.util.Map;

/**
 * What a request needs of whoever answers it, as far as other ways depend on that. Holds nothing of
 * a prompt.
 *
 * @param bonds what ties it to where the application asked
 * @param vertex whether it is written in the words of Vertex AI; else in those of the Developer API
 * @param parameters those of its parameters that not every model takes, with the paths in the body
 *     where they stand, e.g. {@code generationConfig.thinkingConfig.thinkingBudget}; without a path
 *     where that stands nowhere
 */
public record Demands(Bonds bonds, boolean vertex, Map<Parameter, List<String>> parameters) {

  /** Copies the map, so that demands never change. */
  public Demands {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads them from a request. Takes time in proportion to its body, and memory for it, so it is
   * done only where there is another way at all. Never throws: what cannot be read is tied to
   * everything.
   *
   * @param call that the request makes
   */
  public static Demands of(GeminiCall call, RequestHead request) {
    boolean vertex = ApiPath.of(request.path()).isVertex();
    Bonds bonds = Bonds.of(call.operation());
    if (isOfOne(request.path()) || !call.replayable()) {
      bonds = Bonds.ALL;
    }
    byte[] body = bonds.areAll() ? null : request.body();
    return body == null || request.header("Content-Encoding") != null
        ? tied(vertex)
        : new DemandsReader(call, vertex, body, bonds).read();
  }

  /** Those of a request that can go no other way. */
  static Demands tied(boolean vertex) {
    return new Demands(Bonds.ALL, vertex, Map.of());
  }

  /** Whether the request may be sent to another place, whichever model is asked there. */
  public boolean allow(GeminiCall call, Backend backend) {
    boolean sameService = vertex == (backend.service() == Service.VERTEX);
    boolean sameProject = backend.project().equals(call.route().project());
    return (sameService || !bonds.toService()) && (sameProject || !bonds.toProject());
  }

  /** A model or an endpoint that somebody has made for himself. */
  private static boolean isOfOne(String path) {
    return path.contains("/tunedModels/") || path.contains("/endpoints/");
  }
}
