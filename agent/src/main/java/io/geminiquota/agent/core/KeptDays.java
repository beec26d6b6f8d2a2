package io.geminiquota.agent.core;

import io.geminiquota.adapters.ledger.LedgerDesk;
import io.geminiquota.adapters.ledger.LedgerFile;
import io.geminiquota.engine.Bookkeeper;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.policy.Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keeps the ledgers of the day where the settings say: from the start of the agent to the end. */
final class KeptDays {

  /**
   * A local disk needs milliseconds; one that hangs delays the first call so long, and no other.
   */
  private static final Duration START_PATIENCE = Duration.ofSeconds(1);

  private static final Duration END_PATIENCE = Duration.ofMillis(500);

  private KeptDays() {}

  /** Reads what is kept; null if the settings name no place for it. */
  static @Nullable Bookkeeper open(Settings settings, TimeSource time, Timer timer, Log log) {
    String directory = settings.stateDir();
    if (directory == null) {
      return null;
    }
    LedgerDesk desk = new LedgerDesk(fault -> log.fault("the day's counts were not kept", fault));
    LedgerFile file = new LedgerFile(Path.of(directory), time, log::seldom);
    Bookkeeper bookkeeper = new Bookkeeper(file, time, timer, desk);
    Detached.run(
        () -> {
          desk.finishes(bookkeeper, START_PATIENCE);
          atTheEnd(() -> desk.finishes(bookkeeper, END_PATIENCE));
        });
    return bookkeeper;
  }

  /** A hook stays as long as the JVM: it knows nothing of the application. */
  private static void atTheEnd(Runnable work) {
    Thread hook = new Thread(null, work, "gemini-quota-end", 0, false);
    hook.setContextClassLoader(null);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The end has begun already.
    }
  }
}
