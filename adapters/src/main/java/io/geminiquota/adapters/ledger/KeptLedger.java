package io.geminiquota.adapters.ledger;

import io.geminiquota.engine.Bookkeeper;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The ledgers of the day, kept in a directory: read before the first call, saved while calls are
 * made, and once more at the end.
 */
public final class KeptLedger implements AutoCloseable {

  /**
   * A local disk needs milliseconds; one that hangs delays the first call so long, and no other.
   */
  private static final Duration START_PATIENCE = Duration.ofSeconds(1);

  private static final Duration END_PATIENCE = Duration.ofMillis(500);

  private final LedgerDesk desk;
  private final Bookkeeper bookkeeper;

  /**
   * Touches no file yet.
   *
   * @param directory an absolute path; made when it is needed
   * @param time the clock
   * @param timer tells when a save is due
   * @param trouble is told what goes wrong with the directory
   * @param faults is told of faults of ours
   */
  public KeptLedger(
      Path directory, TimeSource time, Timer timer, Trouble trouble, Consumer<Throwable> faults) {
    this.desk = new LedgerDesk(faults);
    this.bookkeeper = new Bookkeeper(new LedgerFile(directory, time, trouble), time, timer, desk);
  }

  /** Reads what is kept. Takes a second at most, however long the disk does. */
  public void read() {
    desk.finishes(bookkeeper, START_PATIENCE);
  }

  /** Saves what is not saved yet. Takes half a second at most, however long the disk does. */
  public void save() {
    desk.finishes(bookkeeper, END_PATIENCE);
  }

  /** Brings what gates have counted here. */
  public Bookkeeper bookkeeper() {
    return bookkeeper;
  }

  /** Saves, and keeps nothing from then on. */
  @Override
  public void close() {
    save();
    desk.close();
  }
}
