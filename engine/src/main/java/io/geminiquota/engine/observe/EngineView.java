package io.geminiquota.engine.observe;

import java.util.List;

/**
 * What can be looked at of an engine at any time, on any thread. To look changes nothing, and is
 * cheap enough to be done every second.
 */
public interface EngineView {

  /** What stands at the gates now. */
  EngineState state();

  /** How many alerts there were, of each kind that there was; in no particular order. */
  List<AlertCount> alerts();

  /** How often something of ours failed, so that a call went on without us. */
  long faults();
}
