package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.geminiquota.adapters.GuardedCall;
import io.geminiquota.adapters.GuardedScopes;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.Scope;
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

  private final Governor governor;
  private final CallObserver observer;
  private final Consumer<Throwable> faults;
  private final GuardedScopes scopes;
  private final Scope carried;

  /**
   * @param governor decides
   * @param observer is told of every governed call
   * @param faults is told of our own faults, for our own log
   */
  public HttpClientSeam(Governor governor, CallObserver observer, Consumer<Throwable> faults) {
    this.governor = governor;
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
    SyncExchange exchange = null;
    try {
      Scope scope = governor.scopes().current();
      GuardedCall governed = begin(request, scope);
      if (governed == null) {
        return null;
      }
      exchange = new SyncExchange(client, request, governed, this);
      return exchange.run();
    } catch (Throwable fault) {
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
    StreamExchange exchange = null;
    try {
      Scope scope = governor.scopes().current();
      GuardedCall governed = begin(request, scope);
      if (governed == null) {
        return false;
      }
      StreamExchange.Start start =
          parser == null
              ? client::execute
              : (sent, attempt) -> client.execute(sent, parser, attempt);
      exchange = new StreamExchange(start, request, listener, governed, this, scopes, scope);
      exchange.proceed();
      return true;
    } catch (RuntimeException | Error fault) {
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

  private @Nullable GuardedCall begin(HttpRequest request, @Nullable Scope scope) {
    if (!governor.isEnabled() || (scope != null && scope.isCarried())) {
      return null;
    }
    HttpRequestHead head = new HttpRequestHead(request);
    GeminiCall call = governor.requests().read(head);
    if (call == null) {
      return null;
    }
    RequestSize size = RequestSize.of(call.operation(), call.route().model(), head.body());
    Latitude latitude = new RequestLatitude(call, head);
    return new GuardedCall(governor.begin(call, size, latitude, FOR_EVER, scope, observer), faults);
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
