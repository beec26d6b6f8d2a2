package io.geminiquota.adapters.okhttp;

import java.io.IOException;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;

/** OkHttp's own call, whose clones are prepared as those of a woven one are. */
record WovenCall(Call call, Supplier<Call> again) implements Call {

  @Override
  public Request request() {
    return call.request();
  }

  @Override
  public Response execute() throws IOException {
    return call.execute();
  }

  @Override
  public void enqueue(Callback callback) {
    call.enqueue(callback);
  }

  @Override
  public void cancel() {
    call.cancel();
  }

  @Override
  public boolean isExecuted() {
    return call.isExecuted();
  }

  @Override
  public boolean isCanceled() {
    return call.isCanceled();
  }

  @Override
  public Timeout timeout() {
    return call.timeout();
  }

  @Override
  public Call clone() {
    return again.get();
  }
}
