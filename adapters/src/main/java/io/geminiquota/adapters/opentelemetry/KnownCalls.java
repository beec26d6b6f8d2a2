package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The attributes of calls, made once for all calls that are alike. Those beyond the first hundred
 * kinds of calls are of one kind, for each service.
 */
final class KnownCalls {

  static final int MOST = 100;

  private final Map<Kind, CallAttributes> known = new ConcurrentHashMap<>();
  private final Map<Service, CallAttributes> others = new ConcurrentHashMap<>();

  private final ProjectNames projects;

  private record Kind(Service service, Route route, Operation operation) {}

  /**
   * @param projects what projects are called
   */
  KnownCalls(ProjectNames projects) {
    this.projects = projects;
  }

  CallAttributes of(GeminiCall call) {
    return of(call.service(), call.route(), call.operation());
  }

  /** Of the same call as it was made elsewhere. */
  CallAttributes of(GeminiCall call, Route taken) {
    return taken.equals(call.route())
        ? of(call)
        : of(OtherRoute.serviceOf(taken), taken, call.operation());
  }

  private CallAttributes of(Service service, Route route, Operation operation) {
    Kind kind = new Kind(service, route, operation);
    String project = projects.of(route.project());
    CallAttributes attributes = known.get(kind);
    if (attributes == null && known.size() >= MOST) {
      return others.computeIfAbsent(service, CallAttributes::ofOthers);
    }
    if (attributes == null || !attributes.project().equals(project)) {
      attributes = CallAttributes.of(service, route, operation, project);
      known.put(kind, attributes);
    }
    return attributes;
  }
}
