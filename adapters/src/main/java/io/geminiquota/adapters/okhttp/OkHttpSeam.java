package io.geminiquota.adapters.okhttp;

import io.geminiquota.adapters.GuardedCall;
import io.geminiquota.adapters.GuardedScopes;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.cache.AnswerCache;
import io.geminiquota.engine.cache.Cacheable;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.policy.SdkRetries;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Latitude;
import io.geminiquota.engine.route.RequestLatitude;
import io.geminiquota.engine.usage.RequestSize;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Where OkHttp's own call meets the engine: told of the making, the running and the cancelling of
 * every call, it takes over those that are Gemini's and leaves all others exactly as they are.
 *
 * <p>No method throws anything that the application would not have met without it. A fault of ours
 * is reported and the call runs as it is.
 */
public final class OkHttpSeam {

  /** What a clone is to carry, while it is made: it is an attempt of its exchange. */
  private static final ThreadLocal<@Nullable Request> CLONING = new ThreadLocal<>();

  private static final Duration FOR_EVER = Duration.ofDays(365);

  /** Answers are kept as they stand in the bodies of responses. */
  private static final String SHAPE = "http";

  private final Governor governor;
  private final AnswerCache cache;
  private final CachedCalls cachedCalls;
  private final CallObserver observer;
  private final Consumer<Throwable> faults;
  private final SdkRetrySwitch sdkRetries = new SdkRetrySwitch();

  /** The clients with the probe, by the application's clients; both share everything else. */
  private final Map<OkHttpClient, OkHttpClient> probed =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * @param governor decides
   * @param cache answers calls that need not be sent
   * @param observer is told of every governed call
   * @param faults is told of our own faults, for our own log
   */
  public OkHttpSeam(
      Governor governor, AnswerCache cache, CallObserver observer, Consumer<Throwable> faults) {
    this.governor = governor;
    this.cache = cache;
    this.cachedCalls = new CachedCalls(cache, observer, null, faults);
    this.observer = observer;
    this.faults = faults;
  }

  /**
   * The request that a new call is to carry: a Gemini request is marked as ours, and the SDK's own
   * retries are switched off for it.
   */
  public Request prepare(OkHttpClient client, Request request) {
    try {
      Request attempt = CLONING.get();
      if (attempt != null) {
        return attempt;
      }
      Request marked =
          marked(
              request,
              marking -> sdkRetries.off(client, request, marking),
              callback -> client.dispatcher().executorService().execute(callback));
      return marked == null ? request : marked;
    } catch (Throwable fault) {
      report(fault);
      return request;
    }
  }

  /**
   * The client that a call is to use: for a Gemini call, the application's with a probe that notes
   * when an attempt leaves.
   *
   * @param request as {@link #prepare} returned it
   */
  public OkHttpClient clientFor(OkHttpClient client, Request request) {
    try {
      if (request.tag(CallTag.class) == null
          || client.networkInterceptors().contains(DepartureProbe.INSTANCE)) {
        return client;
      }
      return probed.computeIfAbsent(client, OkHttpSeam::withProbe);
    } catch (Throwable fault) {
      report(fault);
      return client;
    }
  }

  /**
   * Carries a call that the application waits for.
   *
   * @return how it ended, or null if the call is not ours and is to run as it is
   */
  public @Nullable Execution execute(Call call) {
    CallTag tag = claimed(call);
    if (tag == null) {
      return null;
    }
    Cacheable asked = tag.cacheable();
    return asked == null
        ? carry(call, tag, observer)
        : cachedCalls.execute(call, tag, asked, told -> carry(call, tag, told));
  }

  private @Nullable Execution carry(Call call, CallTag tag, CallObserver told) {
    Exchange exchange = null;
    try {
      exchange = new Exchange(call, tag, begin(call, call.request(), tag, told), this);
      tag.carriedBy(exchange);
      return new Execution(exchange.run(), null);
    } catch (IOException seenByTheApplication) {
      return new Execution(null, seenByTheApplication);
    } catch (Throwable fault) {
      if (exchange != null && exchange.hasSent()) {
        return new Execution(null, fault);
      }
      letGo(exchange, fault);
      return null;
    }
  }

  /**
   * Carries a call that the application does not wait for.
   *
   * @return false if the call is not ours and is to be enqueued as it is
   */
  public boolean enqueue(Call call, Callback callback) {
    CallTag tag = claimed(call);
    if (tag == null) {
      return false;
    }
    Callback scoped = scoped(callback, tag);
    Cacheable asked = tag.cacheable();
    return asked == null
        ? enqueue(call, tag, observer, scoped)
        : cachedCalls.enqueue(
            call, tag, asked, scoped, (told, hears) -> enqueue(call, tag, told, hears));
  }

  private boolean enqueue(Call call, CallTag tag, CallObserver told, Callback callback) {
    AsyncExchange exchange = null;
    try {
      exchange =
          new AsyncExchange(call, tag, begin(call, call.request(), tag, told), this, callback);
      tag.carriedBy(exchange);
      exchange.proceed();
      return true;
    } catch (Throwable fault) {
      if (exchange != null && exchange.hasSent()) {
        report(fault);
        return true;
      }
      letGo(exchange, fault);
      return false;
    }
  }

  /** The application has cancelled a call, or we an attempt. */
  public void cancelled(Call call) {
    try {
      CallTag tag = call.request().tag(CallTag.class);
      if (tag == null) {
        return;
      }
      Cancellable waiting = tag.waiting();
      if (waiting != null) {
        waiting.cancel();
      }
      Exchange exchange = tag.exchange();
      if (exchange != null && exchange.call == call) {
        exchange.cancel();
      }
    } catch (Throwable fault) {
      report(fault);
    }
  }

  /**
   * A Gemini request with the tag of its call, and with the SDK's own retries off if that is
   * wanted; null for any other request, and while calls are not governed.
   *
   * @param unretried switches the SDK's retries off, where there are any, and tells whether those
   *     were to make good what happens to connections
   * @param callbacks runs what the application wants to be told
   */
  @Nullable Request marked(
      Request request, Predicate<Request.Builder> unretried, Executor callbacks) {
    if (!governor.isEnabled()) {
      return null;
    }
    Scope scope = governor.scopes().current();
    OkHttpRequestHead head = new OkHttpRequestHead(request);
    GeminiCall call = governor.requests().read(head);
    if (call == null || (scope != null && scope.isCarried())) {
      return null;
    }
    Request.Builder marking = request.newBuilder();
    boolean faultsAreOurs =
        governor.settings().sdkRetries() == SdkRetries.REPLACE && unretried.test(marking);
    Cacheable cacheable = cache.meant(call, head, governor.policy(scope), SHAPE);
    CallTag tag = new CallTag(callbacks, call, scope, faultsAreOurs, cacheable);
    return marking.tag(CallTag.class, tag).build();
  }

  /**
   * A new OkHttp call for another attempt of a call that is being carried.
   *
   * @param request what it sends, with the tag of its exchange
   */
  Call anotherAttempt(Call call, Request request) {
    CLONING.set(request);
    try {
      return call.clone();
    } finally {
      CLONING.remove();
    }
  }

  void report(Throwable fault) {
    faults.accept(fault);
  }

  /** The call runs as it is: it must not keep a place at its gate that nobody will give back. */
  void letGo(@Nullable Exchange exchange, Throwable fault) {
    report(fault);
    if (exchange == null) {
      return;
    }
    exchange.tag.letGo();
    exchange.governed.cancelled();
  }

  private Callback scoped(Callback callback, CallTag tag) {
    Scope scope = tag.scope();
    return scope == null
        ? callback
        : new ScopedCallback(callback, new GuardedScopes(governor.scopes(), faults), scope);
  }

  /** The mark of a call that nobody carries yet; null if it is not ours. */
  private @Nullable CallTag claimed(Call call) {
    try {
      CallTag tag = call.request().tag(CallTag.class);
      return tag != null && tag.claim() ? tag : null;
    } catch (Throwable fault) {
      report(fault);
      return null;
    }
  }

  /**
   * A call begins.
   *
   * @param request what the application sends with it
   * @param told of the call
   */
  GuardedCall begin(Call call, Request request, CallTag tag, CallObserver told) {
    long timeout = call.timeout().timeoutNanos();
    Duration patience = timeout > 0 ? Duration.ofNanos(timeout) : FOR_EVER;
    GeminiCall asked = tag.call();
    OkHttpRequestHead head = new OkHttpRequestHead(request);
    RequestSize size = RequestSize.of(asked.operation(), asked.route().model(), head.body());
    Latitude latitude = new RequestLatitude(asked, head);
    return new GuardedCall(
        governor.begin(asked, size, latitude, patience, tag.scope(), told), faults);
  }

  static Request marked(Request request, CallTag tag) {
    return request.newBuilder().tag(CallTag.class, tag).build();
  }

  private static OkHttpClient withProbe(OkHttpClient client) {
    return client.newBuilder().addNetworkInterceptor(DepartureProbe.INSTANCE).build();
  }
}
