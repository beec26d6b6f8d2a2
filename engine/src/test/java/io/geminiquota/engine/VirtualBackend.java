package io.geminiquota.engine;

import io.geminiquota.engine.route.GeminiCall;

/** What answers the requests of a test, in virtual time. */
interface VirtualBackend {

  /** How a request that arrives now fails, or null when it succeeds. */
  Failure receive(GeminiCall call);

  /** An answer that is an error. */
  record Failure(int status, String body) {}
}
