package io.geminiquota.engine.circuit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.route.GeminiCall;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All circuits of the JVM that are open now: usually none, and then it costs a call nothing. */
public final class CircuitBoard {

  private final TimeSource time;
  private final Runnable opened;
  private final Map<CircuitKey, Circuit> open = new ConcurrentHashMap<>();

  /**
   * @param time the clock
   * @param opened run when a circuit has opened, so that those who wait behind it are told
   */
  public CircuitBoard(TimeSource time, Runnable opened) {
    this.time = time;
    this.opened = opened;
  }

  /** The way of one call through its circuits. */
  public CircuitPass pass(GeminiCall call) {
    return new CircuitPass(this, call);
  }

  long now() {
    return time.nanoTime();
  }

  boolean isClear() {
    return open.isEmpty();
  }

  @Nullable Circuit open(CircuitKey key) {
    return open.get(key);
  }

  /** Whether it is this failure that opened the circuit. */
  boolean trip(CircuitKey key, Verdict verdict, String body) {
    return open.putIfAbsent(key, new Circuit(verdict, body, now())) == null;
  }

  @Nullable Circuit close(CircuitKey key) {
    return open.remove(key);
  }

  /** Called without any lock. */
  void tellWhoWaits() {
    opened.run();
  }
}
