package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;

/** What is other about where an attempt went than where the application asked. */
final class OtherRoute {

  private OtherRoute() {}

  /**
   * Names the project, the model and the server, each only if it is another one.
   *
   * @param projects what projects are called
   */
  static void put(AttributeSink attributes, Route asked, Route taken, ProjectNames projects) {
    if (!taken.project().equals(asked.project())) {
      attributes.put(Keys.PROJECT_ID, projects.of(taken.project()));
    }
    if (!taken.model().equals(asked.model())) {
      attributes.put(Keys.REQUEST_MODEL, taken.model());
    }
    if (!taken.baseUrl().equals(asked.baseUrl())) {
      putServer(attributes, taken);
    }
  }

  /**
   * The same for a call as a whole: its model is the one that was asked, whoever has answered, and
   * the project that was asked has another name.
   */
  static void putOfCall(AttributeSink attributes, Route asked, Route taken, ProjectNames projects) {
    if (!taken.project().equals(asked.project())) {
      attributes.put(Keys.ASKED_PROJECT_ID, projects.of(asked.project()));
    }
    if (!taken.baseUrl().equals(asked.baseUrl())) {
      attributes.put(Keys.PROVIDER_NAME, Keys.provider(serviceOf(taken)));
      putServer(attributes, taken);
    }
  }

  /** Which of Google's services answers there. */
  static Service serviceOf(Route route) {
    Server server = Server.of(route.baseUrl());
    return server == null ? Service.UNKNOWN : Service.ofHost(server.address());
  }

  private static void putServer(AttributeSink attributes, Route route) {
    Server server = Server.of(route.baseUrl());
    if (server != null) {
      attributes.put(Keys.SERVER_ADDRESS, server.address());
      attributes.put(Keys.SERVER_PORT, server.port());
    }
  }
}
