package io.geminiquota.engine.circuit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.Noticeboard;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All circuits of the JVM that are open now: usually none, and then it costs a call nothing. */
public final class CircuitBoard {

  private final TimeSource time;
  private final Runnable opened;
  private final CircuitWatcher watcher;
  private final Map<CircuitKey, Circuit> open = new ConcurrentHashMap<>();

  /** Tells the other JVMs of the cluster, null if there are none. */
  private final @Nullable CircuitNews news;

  /**
   * @param time the clock
   * @param opened run when a circuit has opened, so that those who wait behind it are told
   */
  public CircuitBoard(TimeSource time, Runnable opened) {
    this(time, opened, CircuitWatcher.none(), null);
  }

  /**
   * The same, watched, and shared.
   *
   * @param watcher is told what opens and closes
   * @param noticeboard where the JVMs of a cluster tell each other, null for none
   */
  public CircuitBoard(
      TimeSource time, Runnable opened, CircuitWatcher watcher, @Nullable Noticeboard noticeboard) {
    this.time = time;
    this.opened = opened;
    this.watcher = watcher;
    this.news = noticeboard == null ? null : new CircuitNews(noticeboard, this);
    if (news != null) {
      news.begin();
    }
  }

  /** The circuits that are open now, in the order of their ids. */
  public List<OpenCircuit> state() {
    List<OpenCircuit> state = new ArrayList<>();
    open.forEach((key, circuit) -> state.add(circuit.state(key, time)));
    state.sort(Comparator.comparing(OpenCircuit::id));
    return state;
  }

  /**
   * Closes a circuit as if it had never opened.
   *
   * @param id of {@link OpenCircuit}
   * @return whether it was open
   */
  public boolean reset(String id) {
    for (CircuitKey key : open.keySet()) {
      if (key.id().equals(id) && close(key) != null) {
        return true;
      }
    }
    return false;
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

  /** The circuit that this failure has opened, null if it was open already. */
  @Nullable OpenCircuit trip(CircuitKey key, Route route, Verdict verdict, String body) {
    Circuit circuit = new Circuit(route, verdict, body, now());
    if (open.putIfAbsent(key, circuit) != null) {
      return null;
    }
    OpenCircuit opened = state(key, circuit);
    watcher.opened(opened);
    tellOthers(key, route, verdict, body);
    return opened;
  }

  /** A circuit was found to be open still, by a probe. */
  void probeFailed(CircuitKey key, Circuit circuit, Route route, Verdict verdict, String body) {
    circuit.probeFailed(verdict, body, now());
    tellOthers(key, route, verdict, body);
  }

  private void tellOthers(CircuitKey key, Route route, Verdict verdict, String body) {
    if (news != null) {
      news.isOpen(key, route, verdict, body);
    }
  }

  /** It has opened in another JVM, or is open still: here it is probed later than there. */
  void openElsewhere(CircuitNotice notice) {
    Verdict verdict = notice.verdict();
    Circuit fresh = new Circuit(notice.route(), verdict, notice.body(), now());
    Circuit known = open.putIfAbsent(notice.key(), fresh);
    Circuit circuit = known == null ? fresh : known;
    circuit.probeFailed(verdict, notice.body(), now());
    if (known == null) {
      watcher.opened(state(notice.key(), circuit));
      tellWhoWaits();
    }
  }

  /** It was closed in another JVM. */
  void closedElsewhere(String subject) {
    for (CircuitKey key : open.keySet()) {
      if (CircuitNotice.subject(key).equals(subject)) {
        remove(key);
      }
    }
  }

  OpenCircuit state(CircuitKey key, Circuit circuit) {
    return circuit.state(key, time);
  }

  @Nullable Circuit close(CircuitKey key) {
    Circuit circuit = remove(key);
    if (circuit != null && news != null) {
      news.isClosed(key);
    }
    return circuit;
  }

  private @Nullable Circuit remove(CircuitKey key) {
    Circuit circuit = open.remove(key);
    if (circuit != null) {
      watcher.closed(circuit.state(key, time));
    }
    return circuit;
  }

  /** Called without any lock. */
  void tellWhoWaits() {
    opened.run();
  }
}
