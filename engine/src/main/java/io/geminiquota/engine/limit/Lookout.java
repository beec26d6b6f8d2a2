package io.geminiquota.engine.limit;

/** Sees whether a pass is shut, and leaves going through to the gate it was made for. */
record Lookout(Pass pass) implements Pass {

  @Override
  public boolean isShut() {
    return pass.isShut();
  }

  @Override
  public boolean enter() {
    return !pass.isShut();
  }
}
