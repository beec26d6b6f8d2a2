package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.Decision;
import io.geminiquota.engine.GovernedCall;
import io.geminiquota.engine.Refusal;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.usage.AnswerSummary;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A governed call that never throws. A fault of the engine is reported and ends the governing, not
 * the call: it is sent when it asks, its answer is given as it came, and nothing is sent again.
 */
final class GuardedCall {

  private static final Decision AS_IT_CAME = new Decision.Deliver();
  private static final Observation.Scope NO_SCOPE = () -> {};

  private final GovernedCall governed;
  private final Consumer<Throwable> faults;
  private volatile boolean lost;

  /**
   * @param faults is told what the engine throws
   */
  GuardedCall(GovernedCall governed, Consumer<Throwable> faults) {
    this.governed = governed;
    this.faults = faults;
  }

  Duration age() {
    return decided(governed::age, Duration.ZERO);
  }

  Observation.Scope activate() {
    Observation.Scope scope = decided(governed::activate, NO_SCOPE);
    return () -> told(scope::close);
  }

  Admission admit(Place.Turn turn) {
    return decided(() -> governed.admit(turn), Admission.ADMITTED);
  }

  void left() {
    told(governed::left);
  }

  void succeeded(int httpStatus) {
    Decision unused = decided(() -> governed.succeeded(httpStatus), AS_IT_CAME);
  }

  void failing(int httpStatus) {
    told(() -> governed.failing(httpStatus));
  }

  Decision failed(int httpStatus, @Nullable String retryAfter, String body) {
    return decided(() -> governed.failed(httpStatus, retryAfter, body), AS_IT_CAME);
  }

  Decision failedInStream(String body) {
    return decided(() -> governed.failedInStream(body), AS_IT_CAME);
  }

  Decision faulted(Throwable fault) {
    return decided(() -> governed.faulted(fault), AS_IT_CAME);
  }

  void read(AnswerSummary answer) {
    told(() -> governed.read(answer));
  }

  /** Why the call was refused; null if that cannot be told, and the call is to be sent. */
  @Nullable Refusal refusal() {
    return decided(() -> Optional.of(governed.refusal()), Optional.<Refusal>empty()).orElse(null);
  }

  void finished() {
    ended(governed::finished);
  }

  void broken(Throwable fault) {
    ended(() -> governed.broken(fault));
  }

  void cancelled() {
    ended(governed::cancelled);
  }

  /** The call goes on as without us, because of a fault of ours. */
  void lose(Throwable fault) {
    lost = true;
    faults.accept(fault);
    // It must not keep a place at its gate that nobody will give back.
    told(governed::cancelled);
  }

  /** A step that the call's way depends on. */
  private <T> T decided(Supplier<T> step, T without) {
    if (lost) {
      return without;
    }
    try {
      return step.get();
    } catch (Throwable fault) {
      lose(fault);
      return without;
    }
  }

  private void ended(Runnable step) {
    if (lost) {
      return;
    }
    try {
      step.run();
    } catch (Throwable fault) {
      lose(fault);
    }
  }

  /** A step that the engine only wants to know of. */
  private void told(Runnable step) {
    try {
      step.run();
    } catch (Throwable fault) {
      faults.accept(fault);
    }
  }
}
