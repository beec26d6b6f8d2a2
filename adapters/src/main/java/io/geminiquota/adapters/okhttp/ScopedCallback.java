package io.geminiquota.adapters.okhttp;

import io.geminiquota.adapters.GuardedScopes;
import io.geminiquota.engine.Scope;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/**
 * The application's own callback, run in the scope that its call was made in: what it does next
 * belongs to the same annotated methods, although they have returned.
 */
final class ScopedCallback implements Callback {

  private final Callback callback;
  private final GuardedScopes scopes;
  private final Scope scope;

  ScopedCallback(Callback callback, GuardedScopes scopes, Scope scope) {
    this.callback = callback;
    this.scopes = scopes;
    this.scope = scope;
  }

  @Override
  public void onResponse(Call call, Response response) throws IOException {
    try (GuardedScopes.Inside ignored = scopes.inside(scope)) {
      callback.onResponse(call, response);
    }
  }

  @Override
  public void onFailure(Call call, IOException fault) {
    try (GuardedScopes.Inside ignored = scopes.inside(scope)) {
      callback.onFailure(call, fault);
    }
  }
}
