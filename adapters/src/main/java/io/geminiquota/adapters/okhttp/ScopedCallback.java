package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.Scope;
import io.geminiquota.engine.Scopes;
import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The application's own callback, run in the scope that its call was made in: what it does next
 * belongs to the same annotated methods, although they have returned.
 */
final class ScopedCallback implements Callback {

  private final Callback callback;
  private final Scopes scopes;
  private final Scope scope;
  private final Consumer<Throwable> faults;

  /**
   * @param faults is told what goes wrong with the scope; the callback runs all the same
   */
  ScopedCallback(Callback callback, Scopes scopes, Scope scope, Consumer<Throwable> faults) {
    this.callback = callback;
    this.scopes = scopes;
    this.scope = scope;
    this.faults = faults;
  }

  @Override
  public void onResponse(Call call, Response response) throws IOException {
    Scope present = change(scope);
    try {
      callback.onResponse(call, response);
    } finally {
      change(present);
    }
  }

  @Override
  public void onFailure(Call call, IOException fault) {
    Scope present = change(scope);
    try {
      callback.onFailure(call, fault);
    } finally {
      change(present);
    }
  }

  private @Nullable Scope change(@Nullable Scope to) {
    try {
      return scopes.change(to);
    } catch (RuntimeException | LinkageError fault) {
      faults.accept(fault);
      return null;
    }
  }
}
