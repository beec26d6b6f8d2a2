package io.geminiquota.engine.circuit;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.Pass;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.retry.Treatment;
import io.geminiquota.engine.route.GeminiCall;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call's way through its circuits: for each attempt it is asked for leave, then told how the
 * attempt ended. Thread-safe.
 */
public final class CircuitPass implements Pass {

  /** A body is kept while its circuit is open; Google's errors are far smaller. */
  private static final int LONGEST_BODY = 64 * 1024;

  private final CircuitBoard board;
  private final GeminiCall call;
  private final List<Circuit> probed = new ArrayList<>(0);
  private @Nullable List<CircuitKey> keys;
  private @Nullable Circuit shutBy;
  private @Nullable List<Consumer<QuotaObserver>> news;

  CircuitPass(CircuitBoard board, GeminiCall call) {
    this.board = board;
    this.call = call;
  }

  @Override
  public boolean isShut() {
    return !board.isClear() && isShutBySome();
  }

  private synchronized boolean isShutBySome() {
    for (CircuitKey key : keys()) {
      Circuit circuit = board.open(key);
      if (circuit != null && circuit.isShut(board.now())) {
        shutBy = circuit;
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean enter() {
    return board.isClear() || enterAll();
  }

  private synchronized boolean enterAll() {
    for (CircuitKey key : keys()) {
      Circuit circuit = board.open(key);
      if (circuit != null && !circuit.probe(board.now())) {
        shutBy = circuit;
        releaseProbes();
        return false;
      } else if (circuit != null) {
        probed.add(circuit);
      }
    }
    return true;
  }

  /** The failure for which the call was last turned away, null if it was not. */
  public synchronized @Nullable Trip trip() {
    return shutBy == null ? null : shutBy.trip(board.now());
  }

  /** The attempt succeeded: nothing on its way is wrong any more. */
  public void succeeded() {
    if (!board.isClear()) {
      closeAll();
    }
  }

  private synchronized void closeAll() {
    close(EnumSet.allOf(Treatment.class));
  }

  /**
   * The attempt failed.
   *
   * @param body of the answer, as it came: it is what others are answered with from now on. None is
   *     kept of more than 64 Ki characters, or out of the middle of a stream; they open no circuit
   */
  public void failed(Verdict verdict, String body) {
    if (learn(verdict, body)) {
      board.tellWhoWaits();
    }
  }

  /** Whether a circuit has opened. */
  private synchronized boolean learn(Verdict verdict, String body) {
    Treatment treatment = Treatment.of(verdict.kind());
    close(provenWell(treatment));
    boolean replayable = verdict.httpStatus() >= 400 && body.length() <= LONGEST_BODY;
    boolean opened = false;
    for (CircuitKey key : keys()) {
      if (key.treatment() == treatment) {
        Circuit circuit = board.open(key);
        if (circuit == null) {
          OpenCircuit trips = replayable ? board.trip(key, call.route(), verdict, body) : null;
          if (trips != null) {
            opened = true;
            noteNews(observer -> observer.circuitOpened(trips));
          }
        } else if (replayable && probed.remove(circuit)) {
          board.probeFailed(key, circuit, call.route(), verdict, body);
        }
      }
    }
    releaseProbes();
    return opened;
  }

  /** Google looks at the credential first, then at the project and its bill, then it counts. */
  private static Set<Treatment> provenWell(Treatment treatment) {
    return switch (treatment) {
      case PACE, WAIT_FOR_RESET -> EnumSet.allOf(Treatment.class);
      case SPARE_MODEL -> EnumSet.of(Treatment.SPARE_CREDENTIAL, Treatment.SPARE_PROJECT);
      case SPARE_PROJECT, GIVE_UP -> EnumSet.of(Treatment.SPARE_CREDENTIAL);
      case BACK_OFF, SPARE_CREDENTIAL -> EnumSet.noneOf(Treatment.class);
    };
  }

  private void close(Set<Treatment> well) {
    for (CircuitKey key : keys()) {
      if (well.contains(key.treatment())) {
        close(key);
      }
    }
  }

  private void close(CircuitKey key) {
    Circuit circuit = board.close(key);
    if (circuit != null) {
      probed.remove(circuit);
      OpenCircuit closed = board.state(key, circuit);
      noteNews(observer -> observer.circuitClosed(closed));
    }
  }

  private void noteNews(Consumer<QuotaObserver> change) {
    if (news == null) {
      news = new ArrayList<>(1);
    }
    news.add(change);
  }

  /** Which circuits the call has opened and closed since this was asked last. */
  public synchronized List<Consumer<QuotaObserver>> takeNews() {
    List<Consumer<QuotaObserver>> taken = news;
    news = null;
    return taken == null ? List.of() : taken;
  }

  /** The attempt ended without an answer, or never left. */
  public synchronized void ended() {
    releaseProbes();
  }

  /** Made when first needed: usually no circuit is open. */
  private List<CircuitKey> keys() {
    if (keys == null) {
      keys = CircuitKey.of(call);
    }
    return keys;
  }

  private void releaseProbes() {
    probed.forEach(circuit -> circuit.probeWasInconclusive(board.now()));
    probed.clear();
  }
}
