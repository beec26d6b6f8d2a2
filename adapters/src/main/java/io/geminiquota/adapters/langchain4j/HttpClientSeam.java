package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.geminiquota.adapters.GuardedCall;
import io.geminiquota.adapters.GuardedScopes;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.cache.AnswerCache;
import io.geminiquota.engine.cache.Cacheable;
import io.geminiquota.engine.cache.CachedCall;
import io.geminiquota.engine.cache.CachedCall.Way;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.policy.MethodPolicy;
import io.geminiquota.engine.policy.SdkRetries;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Latitude;
import io.geminiquota.engine.route.RequestLatitude;
import io.geminiquota.engine.usage.RequestSize;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls that LangChain4j makes of its HTTP client meet the engine: it takes over those
 * that are Gemini's and leaves all others exactly as they are. It does not matter what the client
 * is, or what is inside it: of all layers that could meet a call, the outermost carries it, and
 * those inside are told so by a scope that is marked as carried.
 *
 * <p>The interface tells no timeout, so the client's own holds for each attempt, as LangChain4j's
 * does, and what is held is bound by the policy alone.
 *
 * <p>No method throws anything that the application would not have met without it. A fault of ours
 * is reported and the call runs as it is.
 */
public final class HttpClientSeam {

  private static final Duration FOR_EVER = Duration.ofDays(365);

  /** Answers are kept as texts, or as the events of a stream. */
  private static final String TEXT = "langchain4j";

  private static final String EVENTS = "langchain4j-events";

  private final Governor governor;
  private final AnswerCache cache;
  private final CallObserver observer;
  private final Consumer<Throwable> faults;
  private final GuardedScopes scopes;
  private final Scope carried;

  /**
   * @param governor decides
   * @param cache answers calls that need not be sent
   * @param observer is told of every governed call
   * @param faults is told of our own faults, for our own log
   */
  public HttpClientSeam(
      Governor governor, AnswerCache cache, CallObserver observer, Consumer<Throwable> faults) {
    this.governor = governor;
    this.cache = cache;
    this.observer = observer;
    this.faults = faults;
    this.scopes = new GuardedScopes(governor.scopes(), faults);
    this.carried = governor.scope(MethodPolicy.open("langchain4j")).carried();
  }

  /**
   * Carries a call that the application waits for.
   *
   * @return how it ended, or null if the call is not ours and is to run as it is
   */
  public @Nullable Execution execute(HttpClient client, HttpRequest request) {
    AskedCall asked = asked(request, TEXT);
    if (asked == null) {
      return null;
    }
    Cacheable cacheable = asked.cacheable();
    return cacheable == null
        ? carry(client, request, asked, null)
        : share(client, request, asked, cache.begin(cacheable, observer));
  }

  private @Nullable Execution share(
      HttpClient client, HttpRequest request, AskedCall asked, CachedCall cached) {
    try {
      Follower follower = new Follower();
      Way way = cached.ask(follower);
      if (way == Way.FOLLOWS) {
        way = follower.await();
      }
      if (way == Way.ANSWERED) {
        return SharedAnswer.execution(cached);
      }
    } catch (InterruptedException e) {
      cached.cancelled();
      return SyncExchange.interrupted(e);
    } catch (RuntimeException | LinkageError fault) {
      report(fault);
    }
    return carry(client, request, asked, cached);
  }

  private @Nullable Execution carry(
      HttpClient client, HttpRequest request, AskedCall asked, @Nullable CachedCall cached) {
    SyncExchange exchange = null;
    try {
      exchange = new SyncExchange(client, request, begin(asked, cached), this);
      Execution execution = exchange.run();
      if (cached != null) {
        tell(execution, exchange, cached);
      }
      return execution;
    } catch (Throwable fault) {
      if (cached != null) {
        cached.dissolved();
      }
      if (exchange != null && exchange.hasSent()) {
        return new Execution(null, fault);
      }
      letGo(exchange, fault);
      return null;
    }
  }

  /**
   * Carries a call whose answer comes as a stream of events.
   *
   * @param parser of the events, null for the client's own
   * @return false if the call is not ours and is to run as it is
   * @throws RuntimeException what the client throws when it is called
   */
  public boolean stream(
      HttpClient client,
      HttpRequest request,
      @Nullable ServerSentEventParser parser,
      ServerSentEventListener listener) {
    AskedCall asked = asked(request, EVENTS);
    if (asked == null) {
      return false;
    }
    StreamExchange.Start start =
        parser == null ? client::execute : (sent, attempt) -> client.execute(sent, parser, attempt);
    Cacheable cacheable = asked.cacheable();
    return cacheable == null
        ? carry(start, listener, asked, null)
        : new SharedStream(
                cache.begin(cacheable, observer),
                told -> carry(start, listener, asked, told),
                () -> start.accept(request, listener),
                listener,
                scopes,
                asked.scope())
            .begin();
  }

  private boolean carry(
      StreamExchange.Start start,
      ServerSentEventListener listener,
      AskedCall asked,
      @Nullable CachedCall cached) {
    StreamExchange exchange = null;
    try {
      RecordingListener recording = cached == null ? null : new RecordingListener(listener, cached);
      exchange =
          new StreamExchange(
              start,
              asked.request(),
              recording == null ? listener : recording,
              begin(asked, cached),
              this,
              scopes,
              asked.scope());
      if (recording != null) {
        recording.carriedBy(exchange);
      }
      exchange.proceed();
      return true;
    } catch (RuntimeException | Error fault) {
      if (cached != null) {
        cached.dissolved();
      }
      if (exchange != null && exchange.hasSent()) {
        throw fault;
      }
      letGo(exchange, fault);
      return false;
    }
  }

  /** Runs a part of the application's client, where no seam meets what it sends. */
  void carry(Runnable attempt) {
    try (GuardedScopes.Inside ignored = scopes.inside(carried)) {
      attempt.run();
    }
  }

  /** Whether we have taken over from LangChain4j to retry. */
  boolean replacesRetries() {
    try {
      return governor.settings().sdkRetries() == SdkRetries.REPLACE;
    } catch (RuntimeException | LinkageError fault) {
      report(fault);
      return false;
    }
  }

  /** The current thread's call has been given up: it is in vain to make it again. */
  void givenUp() {
    try {
      if (replacesRetries()) {
        governor.outerRetries().inVain();
      }
    } catch (RuntimeException | LinkageError fault) {
      report(fault);
    }
  }

  void report(Throwable fault) {
    faults.accept(fault);
  }

  /** What a request asks for, null if it is not ours. */
  private @Nullable AskedCall asked(HttpRequest request, String shape) {
    try {
      Scope scope = governor.scopes().current();
      if (!governor.isEnabled() || (scope != null && scope.isCarried())) {
        return null;
      }
      HttpRequestHead head = new HttpRequestHead(request);
      GeminiCall call = governor.requests().read(head);
      if (call == null) {
        return null;
      }
      Cacheable cacheable = cache.meant(call, head, governor.policy(scope), shape);
      return new AskedCall(request, head, call, scope, cacheable);
    } catch (Throwable fault) {
      report(fault);
      return null;
    }
  }

  private GuardedCall begin(AskedCall asked, @Nullable CachedCall cached) {
    CallObserver told = cached == null ? observer : cached.observer();
    GeminiCall call = asked.call();
    RequestSize size = RequestSize.of(call.operation(), call.route().model(), asked.head().body());
    Latitude latitude = new RequestLatitude(call, asked.head());
    return new GuardedCall(
        governor.begin(call, size, latitude, FOR_EVER, asked.scope(), told), faults);
  }

  private void tell(Execution execution, SyncExchange exchange, CachedCall cached) {
    try {
      SharedAnswer.tell(execution, exchange, cached);
    } catch (RuntimeException | LinkageError fault) {
      report(fault);
      cached.dissolved();
    }
  }

  /** The call runs as it is: it must not keep a place at its gate that nobody will give back. */
  private void letGo(@Nullable Exchange exchange, Throwable fault) {
    if (exchange == null) {
      report(fault);
    } else {
      exchange.governed.lose(fault);
    }
  }
}
