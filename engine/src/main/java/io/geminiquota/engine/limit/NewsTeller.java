package io.geminiquota.engine.limit;

import java.util.List;

/**
 * Tells what is new at a gate. Never under the gate's lock: whoever is told may ask the gate.
 *
 * @param watcher is told of everything
 */
record NewsTeller(GateWatcher watcher) {

  /** Tells what was found by a look. */
  void tellAll(List<Discovery> news) {
    for (Discovery discovery : news) {
      discovery.tell(watcher);
    }
  }

  /** Tells what was found on the way of somebody, and also those whose attempt it was. */
  void tell(List<Gatekeeper.Found> found) {
    if (found.isEmpty()) {
      // Nearly always: not even an iterator is made.
      return;
    }
    for (Gatekeeper.Found finding : found) {
      for (Discovery discovery : finding.news()) {
        finding.cause().turn.caused(discovery.tell(watcher));
      }
    }
  }
}
