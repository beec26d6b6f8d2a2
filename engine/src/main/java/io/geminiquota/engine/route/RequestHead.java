package io.geminiquota.engine.route;

import org.jspecify.annotations.Nullable;

/** What has to be known of an HTTP request to tell which call it makes. Adapters implement it. */
public interface RequestHead {

  /** E.g. {@code POST}. */
  String method();

  /** {@code http} or {@code https}. */
  String scheme();

  /** The host name or address. */
  String host();

  /** The port, also when it is the scheme's default. */
  int port();

  /** The path, still encoded, beginning with a slash, without the query. */
  String path();

  /** The query as it is written, still encoded, without the question mark; null without one. */
  @Nullable String query();

  /** The first value of a query parameter, decoded; null when it is not there. */
  @Nullable String query(String name);

  /** The first value of a header, null when it is not there. */
  @Nullable String header(String name);

  /** Whether the request can be sent more than once. */
  boolean replayable();

  /**
   * The whole body, null when there is none, when it can be read only once, or when it is very
   * large. Asked for only where the model stands in the body, or where there are other ways.
   */
  byte @Nullable [] body();
}
