package io.geminiquota.engine.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one request can be sent another way, as it says itself. It is not read before somebody
 * asks, and then once. For one thread.
 */
public final class RequestLatitude implements Latitude {

  private final GeminiCall call;
  private final RequestHead request;
  private @Nullable Demands demands;

  /**
   * @param call that the request makes
   * @param request the application's
   */
  public RequestLatitude(GeminiCall call, RequestHead request) {
    this.call = call;
    this.request = request;
  }

  @Override
  public boolean toOtherProject() {
    return !demands().bonds().toProject();
  }

  @Override
  public boolean toOtherService() {
    return !demands().bonds().toService();
  }

  @Override
  public @Nullable List<String> leftOutFor(String model) {
    if (demands().bonds().toModel()) {
      return null;
    }
    Fit fit = ModelTraits.fit(model, demands());
    return fit.isFit() ? fit.leftOut() : null;
  }

  private Demands demands() {
    Demands read = demands;
    if (read == null) {
      read = Demands.of(call, request);
      demands = read;
    }
    return read;
  }
}
