package io.geminiquota.testkit.http;

/** What is behind the server. */
@FunctionalInterface
public interface Service {

  /** Decides on a request; never blocks. */
  Exchange receive(HttpCall call);
}
