package io.geminiquota.engine;

import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** A JVM in virtual time whose ledgers are kept. */
final class VirtualJvm {

  final VirtualCalls calls;
  final Governor governor;
  private final VirtualTime time;
  private final Bookkeeper bookkeeper;
  private Duration diskTakes = Duration.ZERO;
  private boolean over;

  /**
   * @param time what everybody lives in
   * @param clock this machine's clocks
   * @param arguments settings as the agent takes them
   */
  VirtualJvm(
      VirtualTime time,
      TimeSource clock,
      String arguments,
      DayStore store,
      VirtualBackend server,
      int seed) {
    this.time = time;
    Settings settings = SettingsReader.read(arguments, Map.of(), Map.of()).settings();
    Random random = new Random(seed);
    bookkeeper = new Bookkeeper(store, clock, time, this::atTheDesk);
    bookkeeper.run();
    governor = new Governor(settings, clock, time, random, bookkeeper);
    calls = new VirtualCalls(time, governor, server, random, Duration.ofMillis(100));
  }

  /** From now on an exchange happens so much later than it is asked for. */
  void diskTakes(Duration delay) {
    diskTakes = delay;
  }

  /** It ends, and its hooks run. */
  void exits() {
    bookkeeper.run();
    over = true;
  }

  /** It ends, and nothing runs any more. */
  void isKilled() {
    over = true;
  }

  private void atTheDesk(Runnable work) {
    Runnable unlessOver =
        () -> {
          if (!over) {
            work.run();
          }
        };
    if (diskTakes.isZero()) {
      unlessOver.run();
    } else {
      time.after(diskTakes, unlessOver);
    }
  }
}
