package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.observe.CallObserver;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Where a client's calls meet the engine by OkHttp's own public means, for applications that run
 * without the agent: an interceptor around everything that the client does after it, the SDK's own
 * retries among them.
 *
 * <p>A held call keeps the thread that it was made on, and an asynchronous one a thread of the
 * client's dispatcher. Such a dispatcher must have a thread for every call, or those that are held
 * keep others waiting that are not.
 */
public final class InterceptorSeam implements AutoCloseable {

  private final OkHttpSeam seam;
  private final SdkRetrySwitch sdkRetries = new SdkRetrySwitch();
  private final CancelWatch watch;

  /**
   * @param governor decides
   * @param observer is told of every governed call
   * @param faults is told of our own faults
   * @param time the clock
   * @param timer looks after those who are held
   */
  public InterceptorSeam(
      Governor governor,
      CallObserver observer,
      Consumer<Throwable> faults,
      TimeSource time,
      Timer timer) {
    this.seam = new OkHttpSeam(governor, observer, faults);
    this.watch = new CancelWatch(time, timer);
  }

  /**
   * Governs the Gemini calls of a client that is being built; interceptors that it has already see
   * each call once, those that come later each attempt.
   *
   * @param client of the com.google.genai SDK
   * @param sdk the class loader of the SDK
   * @param seam asked for at each call, so that an application that has a client starts without the
   *     engine; null if there is none, and the call runs as it would without us
   */
  public static void govern(
      OkHttpClient.Builder client, ClassLoader sdk, Supplier<@Nullable InterceptorSeam> seam) {
    client.addInterceptor(
        chain -> {
          InterceptorSeam here = seam.get();
          return here == null ? chain.proceed(chain.request()) : here.intercept(chain, sdk);
        });
    client.addNetworkInterceptor(DepartureProbe.INSTANCE);
  }

  /** Nobody is held from now on: who is, or would be, fails as a cancelled call does. */
  @Override
  public void close() {
    watch.close();
  }

  private Response intercept(Interceptor.Chain chain, ClassLoader sdk) throws IOException {
    InterceptedExchange resending = InterceptedExchange.resending();
    if (resending != null) {
      return chain.proceed(resending.requestAgain());
    }
    InterceptedExchange exchange = exchange(chain, sdk);
    if (exchange == null) {
      return chain.proceed(chain.request());
    }
    watch.add(exchange);
    try {
      return exchange.answer();
    } catch (RuntimeException | Error fault) {
      if (exchange.hasSent()) {
        throw fault;
      }
      seam.letGo(exchange, fault);
      return chain.proceed(chain.request());
    } finally {
      watch.remove(exchange);
    }
  }

  /** Who carries the call, null if it is not ours. */
  private @Nullable InterceptedExchange exchange(Interceptor.Chain chain, ClassLoader sdk) {
    try {
      if (chain.request().tag(CallTag.class) != null) {
        return null;
      }
      Request original = chain.request();
      Request request =
          seam.marked(original, marking -> sdkRetries.off(sdk, original, marking), Runnable::run);
      CallTag tag = request == null ? null : request.tag(CallTag.class);
      if (request == null || tag == null) {
        return null;
      }
      Call call = chain.call();
      InterceptedExchange exchange =
          new InterceptedExchange(chain, request, tag, seam.begin(call, request, tag), seam);
      tag.carriedBy(exchange);
      return exchange;
    } catch (RuntimeException | LinkageError fault) {
      seam.report(fault);
      return null;
    }
  }
}
