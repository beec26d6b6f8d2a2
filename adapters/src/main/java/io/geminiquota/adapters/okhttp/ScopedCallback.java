package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.Scope;
import io.geminiquota.engine.Scopes;
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
  private final Scopes scopes;
  private final Scope scope;

  ScopedCallback(Callback callback, Scopes scopes, Scope scope) {
    this.callback = callback;
    this.scopes = scopes;
    this.scope = scope;
  }

  @Override
  public void onResponse(Call call, Response response) throws IOException {
    Scope present = scopes.change(scope);
    try {
      callback.onResponse(call, response);
    } finally {
      scopes.change(present);
    }
  }

  @Override
  public void onFailure(Call call, IOException fault) {
    Scope present = scopes.change(scope);
    try {
      callback.onFailure(call, fault);
    } finally {
      scopes.change(present);
    }
  }
}
