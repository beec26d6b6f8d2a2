package io.geminiquota.engine.limit;

import java.util.List;

/**
 * Sees whether all ways from here are shut, and leaves going through to the gates.
 *
 * @param stands at the gates behind this one
 */
record Lookout(List<Stand> stands) implements Pass {

  @Override
  public boolean isShut() {
    for (Stand stand : stands) {
      if (!stand.place().pass.isShut()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean enter() {
    return !isShut();
  }
}
