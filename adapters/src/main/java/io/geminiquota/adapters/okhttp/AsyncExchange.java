package io.geminiquota.adapters.okhttp;

import io.geminiquota.adapters.GuardedCall;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.observe.Observation;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/**
 * Carries a call that the application does not wait for. While it is held it is an entry in a
 * queue: no thread of OkHttp's, of ours or of the application's waits with it.
 */
final class AsyncExchange extends Exchange implements Place.Turn, Callback {

  private enum Phase {
    WAITING,
    SENT,
    CANCELLED
  }

  private final Callback callback;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);

  AsyncExchange(Call call, CallTag tag, GuardedCall governed, OkHttpSeam seam, Callback callback) {
    super(call, tag, governed, seam);
    this.callback = callback;
  }

  /** Asks leave for the next attempt, and sends it now or when its turn comes. */
  void proceed() {
    phase.set(Phase.WAITING);
    switch (governed.admit(this)) {
      case ADMITTED -> admitted();
      case REFUSED -> refused();
      case HELD -> {
        if (isCancelled()) {
          cancel();
        }
      }
    }
  }

  @Override
  public void admitted() {
    if (!phase.compareAndSet(Phase.WAITING, Phase.SENT)) {
      // Cancelled while it asked: the place that it was given is nobody's.
      governed.cancelled();
      return;
    }
    try (Observation.Scope ignored = governed.activate()) {
      nextAttempt().enqueue(this);
    } catch (RuntimeException | Error fault) {
      governed.broken(fault);
      tag.later(() -> callback.onFailure(call, new IOException(fault)));
    }
  }

  @Override
  public void refused() {
    if (phase.compareAndSet(Phase.WAITING, Phase.SENT)) {
      tag.later(() -> answerRefusal());
    }
  }

  @Override
  public void cancel() {
    super.cancel();
    boolean wasWaiting = phase.compareAndSet(Phase.WAITING, Phase.CANCELLED);
    if (phase.get() == Phase.CANCELLED) {
      governed.cancelled();
    }
    if (wasWaiting) {
      tag.later(() -> callback.onFailure(call, new IOException("Canceled")));
    }
  }

  @Override
  public void onResponse(Call attempt, Response response) throws IOException {
    Response answer = judge(response);
    if (answer == null) {
      proceed();
    } else {
      callback.onResponse(call, answer);
    }
  }

  @Override
  public void onFailure(Call attempt, IOException fault) {
    if (retries(fault)) {
      proceed();
    } else {
      callback.onFailure(call, fault);
    }
  }

  private void answerRefusal() {
    Response answer = answerToRefusal();
    if (answer == null) {
      proceed();
      return;
    }
    try {
      callback.onResponse(call, answer);
    } catch (IOException e) {
      // The call is over; OkHttp, too, does nothing about what a callback throws.
    }
  }
}
