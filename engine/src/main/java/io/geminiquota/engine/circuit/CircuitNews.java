package io.geminiquota.engine.circuit;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.Noticeboard;
import io.geminiquota.engine.retry.Treatment;
import io.geminiquota.engine.route.Route;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other JVMs of a cluster which circuits open and close here, and this one which do
 * there: what one call was refused for need not be found out by one call in each JVM.
 */
final class CircuitNews {

  /** Longer than the longest pause between two probes: each of them tells it again. */
  private static final Duration LASTS = Duration.ofMinutes(15);

  private final Noticeboard board;
  private final CircuitBoard circuits;

  /**
   * @param circuits of this JVM
   */
  CircuitNews(Noticeboard board, CircuitBoard circuits) {
    this.board = board;
    this.circuits = circuits;
  }

  /** Begins to hear what the others tell. */
  void begin() {
    board.read(this::heard);
  }

  /** A circuit has opened here, or was found to be open still. */
  void isOpen(CircuitKey key, Route route, Verdict verdict, String body) {
    CircuitNotice notice = CircuitNotice.of(key, route, verdict, body);
    board.post(CircuitNotice.subject(key), notice.text(), LASTS);
  }

  /** A circuit was closed here. */
  void isClosed(CircuitKey key) {
    board.withdraw(CircuitNotice.subject(key));
  }

  private void heard(String subject, @Nullable String text) {
    if (text == null) {
      circuits.closedElsewhere(subject);
      return;
    }
    CircuitNotice notice = CircuitNotice.read(text);
    if (notice != null && Treatment.of(notice.verdict().kind()) == notice.key().treatment()) {
      circuits.openElsewhere(notice);
    }
  }
}
