package io.geminiquota.cluster.redis;

/** What a person is told of a URI: all but who goes there, and with which password. */
final class ServerName {

  private ServerName() {}

  static String of(String uri) {
    int scheme = uri.indexOf("://");
    String start = scheme < 0 ? "" : uri.substring(0, scheme + 3);
    String rest = scheme < 0 ? uri : uri.substring(scheme + 3);
    // A password may hold anything that is not encoded, and a query may hold one.
    String servers = rest.substring(rest.lastIndexOf('@') + 1);
    int query = servers.indexOf('?');
    return start + (query < 0 ? servers : servers.substring(0, query));
  }
}
