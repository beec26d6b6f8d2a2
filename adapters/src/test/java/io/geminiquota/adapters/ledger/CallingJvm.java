package io.geminiquota.adapters.ledger;

import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Bookkeeper;
import io.geminiquota.engine.GovernedCall;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.geminiquota.engine.usage.RequestSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The main class of a JVM of its own that makes calls, one after the other, and keeps its ledger.
 * Arguments: the directory, how many calls, the milliseconds between two, settings. Prints a line
 * for each admitted call: its number, and when it was, in milliseconds.
 */
public final class CallingJvm {

  private static final GeminiCall CALL =
      new GeminiCall(
          Service.GEMINI,
          new Route("project", "gemini-x", "https://example.com"),
          "key-01234567",
          Operation.GENERATE_CONTENT,
          false,
          true);

  private CallingJvm() {}

  public static void main(String[] arguments) {
    TimeSource time = TimeSource.system();
    LedgerDesk desk = new LedgerDesk(Throwable::printStackTrace);
    LedgerFile file =
        new LedgerFile(Path.of(arguments[0]), time, (topic, line) -> System.err.println(line));
    Pacemaker pacemaker = new Pacemaker(time);
    Bookkeeper bookkeeper = new Bookkeeper(file, time, pacemaker, desk);
    desk.finishes(bookkeeper, Duration.ofSeconds(20));
    Governor governor =
        new Governor(
            SettingsReader.read(arguments[3], Map.of(), Map.of()).settings(),
            time,
            pacemaker,
            new Random(1),
            bookkeeper);
    int admitted = 0;
    for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
      if (isAdmitted(governor)) {
        System.out.println(++admitted + " " + System.nanoTime() / 1_000_000);
      }
      LockSupport.parkNanos(Duration.ofMillis(Integer.parseInt(arguments[2])).toNanos());
    }
    desk.finishes(bookkeeper, Duration.ofSeconds(20));
  }

  private static boolean isAdmitted(Governor governor) {
    GovernedCall call =
        governor.begin(CALL, RequestSize.UNKNOWN, Duration.ZERO, null, CallObserver.none());
    if (call.admit(new Nobody()) != Admission.ADMITTED) {
      call.refusal();
      return false;
    }
    call.left();
    call.succeeded(200);
    call.finished();
    return true;
  }

  /** Who may not wait at all is never told later. */
  private static final class Nobody implements Place.Turn {

    @Override
    public void admitted() {}

    @Override
    public void refused() {}
  }
}
