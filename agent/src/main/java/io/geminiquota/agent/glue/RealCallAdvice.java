package io.geminiquota.agent.glue;

import io.geminiquota.adapters.okhttp.Execution;
import io.geminiquota.adapters.okhttp.OkHttpSeam;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.cache.AnswerCache;
import io.geminiquota.engine.observe.CallObserver;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What the woven {@code okhttp3.internal.connection.RealCall} calls. Null, from any method, means:
 * go on as without us.
 */
public final class RealCallAdvice {

  private final OkHttpSeam seam;

  /**
   * Called by name, when the first place is linked.
   *
   * @param governor decides about the calls
   * @param cache answers those that need not be sent
   * @param observer sees them
   * @param faults is told of our own faults
   */
  public RealCallAdvice(
      Governor governor, AnswerCache cache, CallObserver observer, Consumer<Throwable> faults) {
    this.seam = new OkHttpSeam(governor, cache, observer, faults);
  }

  /** The request that a new call is to carry. */
  public @Nullable Request prepare(OkHttpClient client, Request request) {
    return seam.prepare(client, request);
  }

  /** The client that a new call is to use, for the request that it is to carry. */
  public @Nullable OkHttpClient clientFor(OkHttpClient client, Request request) {
    return seam.clientFor(client, request);
  }

  /**
   * What {@code execute} is to return instead, a {@code Response}, or to throw, a {@code
   * Throwable}. It throws nothing by itself: what an advice throws is a fault of ours.
   */
  public @Nullable Object execute(Call call) {
    Execution execution = seam.execute(call);
    if (execution == null) {
      return null;
    }
    Throwable thrown = execution.thrown();
    return thrown == null ? execution.response() : thrown;
  }

  /** Whether {@code enqueue} is done already. */
  public boolean enqueue(Call call, Callback callback) {
    return seam.enqueue(call, callback);
  }

  /** {@code cancel} is done. */
  public void cancelled(Call call) {
    seam.cancelled(call);
  }
}
