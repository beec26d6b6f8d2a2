package io.geminiquota.micronaut.client;

import io.geminiquota.adapters.okhttp.InterceptorSeam;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Singleton;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the clients of the context meet the engine. */
@Internal
@Factory
@Requires(classes = OkHttpClient.class)
@RequiresGeminiQuota
final class SeamFactory {

  private static final Logger LOG = LoggerFactory.getLogger("io.geminiquota");

  SeamFactory() {}

  /** Closed with the context: nobody is held any more then. */
  @Bean(preDestroy = "close")
  @Singleton
  InterceptorSeam seam(
      Governor governor, CallObserver observer, TimeSource time, Pacemaker pacemaker) {
    return new InterceptorSeam(governor, observer, SeamFactory::report, time, pacemaker);
  }

  /** Without its message, which may quote what the application sent. */
  private static void report(Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    LOG.warn(
        "A Gemini call ran without us: {} at {}; please report this line",
        fault.getClass().getName(),
        trace.length > 0 ? trace[0] : "an unknown place");
  }
}
