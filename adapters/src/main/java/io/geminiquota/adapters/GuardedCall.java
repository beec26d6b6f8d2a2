package io.geminiquota.adapters;

import io.geminiquota.engine.Decision;
import io.geminiquota.engine.GovernedCall;
import io.geminiquota.engine.Refusal;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.route.Detour;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.usage.AnswerSummary;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A governed call that never throws, for whoever carries it. A fault of the engine is reported and
 * ends the governing, not the call: it is sent when it asks, its answer is given as it came, and
 * nothing is sent again. Its steps are those of {@link GovernedCall}.
 */
public final class GuardedCall {

  private static final Decision AS_IT_CAME = new Decision.Deliver();
  private static final Observation.Scope NO_SCOPE = () -> {};

  private final GovernedCall governed;
  private final Consumer<Throwable> faults;
  private volatile boolean lost;

  /**
   * @param governed the call
   * @param faults is told what the engine throws
   */
  public GuardedCall(GovernedCall governed, Consumer<Throwable> faults) {
    this.governed = governed;
    this.faults = faults;
  }

  /** How long ago the call began; nothing if that cannot be told. */
  public Duration age() {
    return decided(governed::age, Duration.ZERO);
  }

  /** Makes this call the one that the current thread works for, until the scope is closed. */
  public Observation.Scope activate() {
    Observation.Scope scope = decided(governed::activate, NO_SCOPE);
    return () -> told(scope::close);
  }

  /** Asks leave to send the next attempt. */
  public Admission admit(Place.Turn turn) {
    return decided(() -> governed.admit(turn), Admission.ADMITTED);
  }

  /** Where the admitted attempt goes, null for where the application asked. */
  public @Nullable Detour detour() {
    return decided(() -> Optional.ofNullable(governed.detour()), Optional.<Detour>empty())
        .orElse(null);
  }

  /** Whether it is certain that the model that was asked has answered. */
  public boolean isAsAsked() {
    return decided(
        () -> {
          Detour detour = governed.detour();
          return detour == null || detour.model().equals(governed.call().route().model());
        },
        false);
  }

  /** The attempt leaves for the server now. */
  public void left() {
    told(governed::left);
  }

  /** The attempt has a response that is no error. */
  public void succeeded(int httpStatus) {
    Decision unused = decided(() -> governed.succeeded(httpStatus), AS_IT_CAME);
  }

  /** The head of an error response has come. */
  public void failing(int httpStatus) {
    told(() -> governed.failing(httpStatus));
  }

  /** The attempt has an error response. */
  public Decision failed(int httpStatus, @Nullable String retryAfter, String body) {
    return decided(() -> governed.failed(httpStatus, retryAfter, body), AS_IT_CAME);
  }

  /** The attempt has a response that is no error, with an error inside. */
  public Decision failedInStream(String body) {
    return decided(() -> governed.failedInStream(body), AS_IT_CAME);
  }

  /** The attempt has no response. */
  public Decision faulted(Throwable fault) {
    return decided(() -> governed.faulted(fault), AS_IT_CAME);
  }

  /** What the application asks for. */
  public GeminiCall call() {
    return governed.call();
  }

  /** The answer told what the call really used. */
  public void read(AnswerSummary answer) {
    told(() -> governed.read(answer));
  }

  /** Why the call was refused; null if that cannot be told, and the call is to be sent. */
  public @Nullable Refusal refusal() {
    return decided(() -> Optional.of(governed.refusal()), Optional.<Refusal>empty()).orElse(null);
  }

  /** The application has read its answer to the end, or has closed it. */
  public void finished() {
    ended(governed::finished);
  }

  /** The answer broke off, or could not be sent again. */
  public void broken(Throwable fault) {
    ended(() -> governed.broken(fault));
  }

  /** The application does not want the call any more. */
  public void cancelled() {
    ended(governed::cancelled);
  }

  /** The call goes on as without us, because of a fault of ours. */
  public void lose(Throwable fault) {
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
