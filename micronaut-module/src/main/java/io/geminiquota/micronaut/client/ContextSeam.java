package io.geminiquota.micronaut.client;

import io.geminiquota.adapters.okhttp.InterceptorSeam;
import io.geminiquota.micronaut.QuotaEngine;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Internal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the clients of the context meet the engine. */
@Internal
@Singleton
@Requires(classes = OkHttpClient.class)
@RequiresGeminiQuota
final class ContextSeam {

  private static final Logger LOG = LoggerFactory.getLogger("io.geminiquota");

  private final InterceptorSeam seam;

  ContextSeam(QuotaEngine engine) {
    seam =
        new InterceptorSeam(
            engine.governor(),
            engine.answers(),
            engine.observer(),
            ContextSeam::report,
            engine.time(),
            engine.pacemaker());
  }

  InterceptorSeam seam() {
    return seam;
  }

  /** Nobody is held any more when the context has ended. */
  @PreDestroy
  void close() {
    seam.close();
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
