package io.geminiquota.agent.core;

import io.geminiquota.adapters.ledger.KeptLedger;
import io.geminiquota.engine.Bookkeeper;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.policy.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps the ledgers of the day where the settings say: from the start of the agent to the end. */
final class KeptDays {

  private KeptDays() {}

  /** Reads what is kept; null if the settings name no place for it. */
  static @Nullable Bookkeeper open(Settings settings, TimeSource time, Timer timer, Log log) {
    String directory = settings.stateDir();
    if (directory == null) {
      return null;
    }
    KeptLedger ledger =
        new KeptLedger(
            Path.of(directory),
            time,
            timer,
            log::seldom,
            fault -> log.fault("the day's counts were not kept", fault));
    Detached.run(
        () -> {
          ledger.read();
          JvmEnd.then(ledger::save);
        });
    return ledger.bookkeeper();
  }
}
