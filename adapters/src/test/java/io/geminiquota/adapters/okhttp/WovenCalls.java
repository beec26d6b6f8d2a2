package io.geminiquota.adapters.okhttp;

import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Does by hand what the agent weaves into OkHttp's own call. */
final class WovenCalls implements AutoCloseable {

  final List<Throwable> faults = new CopyOnWriteArrayList<>();
  final Governor governor;
  final OkHttpSeam seam;
  private final Pacemaker pacemaker = new Pacemaker(TimeSource.system());

  WovenCalls(String settings, CallObserver observer) {
    this(settings, observer, TimeSource.system());
  }

  WovenCalls(String settings, CallObserver observer, TimeSource time) {
    this.governor =
        new Governor(
            SettingsReader.read(settings, Map.of(), Map.of()).settings(),
            time,
            pacemaker,
            new Random(1));
    this.seam = new OkHttpSeam(governor, observer, faults::add);
  }

  WovenCalls(Settings settings, CallObserver observer) {
    this.governor = new Governor(settings, TimeSource.system(), pacemaker, new Random(1));
    this.seam = new OkHttpSeam(governor, observer, faults::add);
  }

  Call newCall(OkHttpClient client, Request request) {
    Request prepared = seam.prepare(client, request);
    Call call = seam.clientFor(client, prepared).newCall(prepared);
    return new WovenCall(call, () -> newCall(client, request));
  }

  Response execute(Call call) throws IOException {
    Execution execution = seam.execute(call);
    if (execution == null) {
      return call.execute();
    }
    if (execution.thrown() instanceof IOException thrown) {
      throw thrown;
    }
    if (execution.thrown() instanceof RuntimeException thrown) {
      throw thrown;
    }
    return execution.response();
  }

  void enqueue(Call call, Callback callback) {
    if (!seam.enqueue(call, callback)) {
      call.enqueue(callback);
    }
  }

  void cancel(Call call) {
    call.cancel();
    seam.cancelled(call);
  }

  @Override
  public void close() {
    pacemaker.close();
  }
}
