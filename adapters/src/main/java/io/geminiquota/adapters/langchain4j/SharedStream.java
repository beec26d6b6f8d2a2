package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.geminiquota.adapters.GuardedScopes;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.cache.CachedCall;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A stream past the cache. The application does not wait for it, so neither does any thread while
 * it follows another one.
 */
final class SharedStream implements CachedCall.Turn {

  private final CachedCall cached;
  private final Predicate<CachedCall> carrying;
  private final Runnable asItIs;
  private final ServerSentEventListener listener;
  private final GuardedScopes scopes;
  private final @Nullable Scope scope;

  /**
   * @param carrying carries the call, if it is to be sent; false if it is to run as it is
   * @param asItIs runs the call without us
   * @param scope what the call is made in: its answer is told in it, too
   */
  SharedStream(
      CachedCall cached,
      Predicate<CachedCall> carrying,
      Runnable asItIs,
      ServerSentEventListener listener,
      GuardedScopes scopes,
      @Nullable Scope scope) {
    this.cached = cached;
    this.carrying = carrying;
    this.asItIs = asItIs;
    this.listener = listener;
    this.scopes = scopes;
    this.scope = scope;
  }

  /**
   * Goes the way that the cache says.
   *
   * @return false if the call is to run as it is
   * @throws RuntimeException what the client throws when it is called
   */
  boolean begin() {
    switch (cached.ask(this)) {
      case ANSWERED -> answered();
      case LEADS -> {
        return carrying.test(cached);
      }
      case FOLLOWS -> {}
    }
    return true;
  }

  @Override
  public void answered() {
    StreamExchange.elsewhere(() -> orTell(() -> Replay.of(cached, listener)));
  }

  @Override
  public void leads() {
    StreamExchange.elsewhere(() -> orTell(this::sendAfterAll));
  }

  private void sendAfterAll() {
    if (!carrying.test(cached)) {
      asItIs.run();
    }
  }

  /** Nobody is there any more to whom it could be thrown. */
  private void orTell(Runnable step) {
    try (GuardedScopes.Inside ignored = scopes.inside(scope)) {
      step.run();
    } catch (RuntimeException | Error fault) {
      listener.onError(fault);
    }
  }
}
