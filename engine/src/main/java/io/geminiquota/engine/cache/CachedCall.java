package io.geminiquota.engine.cache;

import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way past the cache. Who carries it asks first:
 *
 * <pre>
 * ask -> ANSWERED   answer() is for the application, and nothing is sent
 *     -> LEADS      it is sent; then landed | failed | abandoned | broken | dissolved
 *     -> FOLLOWS    an identical call is under way: the turn tells ANSWERED or LEADS later
 * </pre>
 *
 * <p>No method throws: a fault of ours is reported, and the call is sent as if there were no cache.
 * Thread-safe.
 */
public final class CachedCall {

  /** The header that tells how an answer was had; see {@link #source}. */
  public static final String HEADER = "X-Gemini-Quota-Cache";

  /** The most bytes of a body that others may have. */
  public static final int LARGEST = 8 * 1024 * 1024;

  /** What a call is to do. */
  public enum Way {
    /** Its answer is there. */
    ANSWERED,
    /** It is to be sent. */
    LEADS,
    /** It is to wait until its turn tells it one of the others. */
    FOLLOWS
  }

  /** Told once how a call that follows goes on, perhaps before {@link #ask} has returned. */
  public interface Turn {

    /** As {@link Way#ANSWERED}. */
    void answered();

    /** As {@link Way#LEADS}. */
    void leads();
  }

  private enum State {
    NEW,
    FOLLOWING,
    LEADING,
    /** It is sent, and nobody waits for it. */
    ALONE,
    OVER
  }

  private final Cacheable asked;
  private final AnswerCache cache;
  private final Observation observation;
  private final CacheStory story;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private volatile @Nullable Flight flight;
  private volatile @Nullable Turn turn;
  private volatile @Nullable Patience patience;
  private volatile @Nullable KeptAnswer answer;

  CachedCall(Cacheable asked, AnswerCache cache, Observation observation) {
    this.asked = asked;
    this.cache = cache;
    this.observation = observation;
    this.story = new CacheStory(observation, cache, asked.call().route());
  }

  /**
   * Asks what to do. Once for a call.
   *
   * @param told how it goes on, if it follows
   */
  public Way ask(Turn told) {
    try {
      return askOrThrow(told);
    } catch (RuntimeException | LinkageError fault) {
      cache.report(fault);
      state.set(State.ALONE);
      return Way.LEADS;
    }
  }

  private Way askOrThrow(Turn told) {
    while (true) {
      KeptAnswer kept = cache.find(asked);
      if (kept != null) {
        return hit(kept);
      }
      Flight mine = cache.flight(asked.key());
      Flight other = cache.begin(asked.key(), mine);
      if (other == null) {
        flight = mine;
        // It may have been kept after we looked, by a flight that is over now.
        kept = cache.find(asked);
        if (kept == null) {
          state.set(State.LEADING);
          story.missed();
          return Way.LEADS;
        }
        mine.land(kept);
        return hit(kept);
      }
      if (asked.patience().isZero()) {
        state.set(State.ALONE);
        story.missed();
        return Way.LEADS;
      }
      if (follows(other, told)) {
        return Way.FOLLOWS;
      }
    }
  }

  private boolean follows(Flight other, Turn told) {
    turn = told;
    flight = other;
    state.set(State.FOLLOWING);
    if (!other.join(this)) {
      state.set(State.NEW);
      return false;
    }
    Patience waiting = new Patience(this);
    patience = waiting;
    cache.after(AnswerCache.patience(asked), waiting);
    if (state.get() != State.FOLLOWING) {
      waiting.end();
    }
    return true;
  }

  /** The answer. Only after {@link Way#ANSWERED}. */
  public KeptAnswer answer() {
    KeptAnswer there = answer;
    if (there == null) {
      throw new IllegalStateException("there is no answer");
    }
    return there;
  }

  /** How the answer was had, as a header: {@code hit; age=12} in seconds, or {@code shared}. */
  public String source() {
    return story.source();
  }

  /** Who is to be told of the call when it is sent: it has begun already. */
  public CallObserver observer() {
    return call -> observation;
  }

  /**
   * The answer with status 200 to the call that was sent was read to its end.
   *
   * @param contentType the header of that name, null if there was none
   * @param body without any encoding of its transport; is not changed from now on
   * @param asAsked whether the model that was asked has answered
   */
  public void landed(@Nullable String contentType, byte[] body, boolean asAsked) {
    guarded(
        () -> {
          KeptAnswer kept = cache.keep(asked, contentType, body, asAsked);
          Flight led = over();
          if (led == null) {
            return;
          }
          if (kept == null) {
            led.breakOff();
          } else {
            led.land(kept);
          }
        });
  }

  /** The provider has answered with an error, and nothing more is done about it. */
  public void failed(int status, @Nullable String contentType, byte[] body) {
    guarded(
        () -> {
          Flight led = over();
          if (led != null) {
            Instant now = cache.now();
            led.land(new KeptAnswer(status, contentType, body, null, now, now));
          }
        });
  }

  /**
   * The application does not want a call any more that follows.
   *
   * @return false if it does not follow any more: its turn has been told, or will be
   */
  public boolean leaves() {
    if (!state.compareAndSet(State.FOLLOWING, State.OVER)) {
      return false;
    }
    guarded(
        () -> {
          settled();
          leave();
          story.left();
        });
    return true;
  }

  /** The application does not want the answer any more, or not all of it. */
  public void cancelled() {
    if (leaves()) {
      return;
    }
    guarded(
        () -> {
          Flight led = over();
          if (led != null) {
            led.handOver();
          }
        });
  }

  /** The call that was sent has not come through. */
  public void broken() {
    guarded(
        () -> {
          Flight led = over();
          if (led != null) {
            led.breakOff();
          }
        });
  }

  /** The answer to the call that was sent is for nobody else. */
  public void dissolved() {
    guarded(
        () -> {
          Flight led = over();
          if (led != null) {
            led.dissolve();
          }
        });
  }

  /** The flight has an answer. */
  void receive(KeptAnswer received) {
    if (!state.compareAndSet(State.FOLLOWING, State.OVER)) {
      return;
    }
    answer = received;
    settled();
    story.shared(received);
    tellTurn(Turn::answered);
  }

  /** It is this call's turn to lead; false if it does not follow any more. */
  boolean lead() {
    return isSent(State.LEADING);
  }

  /** There is nobody to be followed. */
  void goAlone() {
    boolean unused = isSent(State.ALONE);
  }

  private boolean isSent(State as) {
    if (!state.compareAndSet(State.FOLLOWING, as)) {
      return false;
    }
    settled();
    story.missed();
    tellTurn(Turn::leads);
    return true;
  }

  /** It has followed for as long as it may. */
  void lostPatience() {
    if (isSent(State.ALONE)) {
      leave();
    }
  }

  private void leave() {
    Flight followed = flight;
    if (followed != null) {
      followed.leave(this);
    }
  }

  /** The call is over; the flight that it led, null if it led none. */
  private @Nullable Flight over() {
    return state.getAndSet(State.OVER) == State.LEADING ? flight : null;
  }

  private Way hit(KeptAnswer kept) {
    answer = kept;
    state.set(State.OVER);
    story.hit(kept);
    return Way.ANSWERED;
  }

  private void tellTurn(Consumer<Turn> news) {
    Turn told = turn;
    if (told != null) {
      guarded(() -> news.accept(told));
    }
  }

  private void settled() {
    Patience waiting = patience;
    if (waiting != null) {
      waiting.end();
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError fault) {
      cache.report(fault);
      Flight led = over();
      if (led != null) {
        led.dissolve();
      }
    }
  }
}
