package io.geminiquota.engine.limit;

/**
 * Whether limits hold at all: the switch that a person turns while calls are under way. It is on at
 * first. Thread-safe.
 */
public final class Switch {

  private volatile boolean on = true;

  /** Turns it on: limits hold from now on. */
  public void turnOn() {
    on = true;
  }

  /**
   * Turns it off: nobody is held from now on. Who is held already is to be let go by {@link
   * QuotaGate#letAllGo}.
   */
  public void turnOff() {
    on = false;
  }

  /** Whether limits hold. */
  public boolean isOn() {
    return on;
  }
}
