package io.geminiquota.micronaut.client;

import io.micronaut.core.propagation.PropagatedContext;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Runs each call in the context of whoever made it. The context is taken when the call is made: it
 * may be started later by the thread of another call, which has just ended. OkHttp asks for a
 * listener at that moment, so this is one who makes them, besides.
 */
final class CallContexts implements EventListener.Factory, Interceptor {

  private final EventListener.Factory listeners;
  private final List<CallContext> contexts = new ArrayList<>();
  private final Map<Call, List<CallContext.Taken>> taken =
      Collections.synchronizedMap(new WeakHashMap<>());

  private CallContexts(EventListener.Factory listeners, Collection<CallContext> others) {
    this.listeners = listeners;
    contexts.add(CallContexts::micronauts);
    contexts.addAll(others);
  }

  /**
   * Carries contexts to the calls of a client that is being built, its interceptors included.
   *
   * @param others what goes with a call besides Micronaut's own context
   */
  static void carry(OkHttpClient.Builder client, Collection<CallContext> others) {
    CallContexts carried = new CallContexts(client.build().eventListenerFactory(), others);
    client.eventListenerFactory(carried);
    client.interceptors().add(0, carried);
  }

  @Override
  public EventListener create(Call call) {
    taken.put(call, contexts.stream().map(CallContext::take).toList());
    return listeners.create(call);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    List<CallContext.Taken> ofCall = taken.remove(chain.call());
    Deque<Runnable> entered = new ArrayDeque<>();
    try {
      if (ofCall != null) {
        ofCall.forEach(context -> entered.push(context.enter()));
      }
      return chain.proceed(chain.request());
    } finally {
      entered.forEach(Runnable::run);
    }
  }

  private static CallContext.Taken micronauts() {
    PropagatedContext context = PropagatedContext.getOrEmpty();
    return () -> context.propagate()::close;
  }
}
