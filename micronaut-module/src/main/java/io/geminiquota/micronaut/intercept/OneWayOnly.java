package io.geminiquota.micronaut.intercept;

import io.geminiquota.engine.policy.RouteSettings;
import io.geminiquota.engine.policy.Settings;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Says once that a method which is a call itself goes no other way: nobody sees its request, so it
 * can neither be sent elsewhere nor be compared with others.
 */
final class OneWayOnly {

  private final Settings settings;
  private final Consumer<String> log;
  private final AtomicBoolean said = new AtomicBoolean();

  OneWayOnly(Settings settings, Consumer<String> log) {
    this.settings = settings;
    this.log = log;
  }

  /** A method is run that is a call of a model. */
  void runs(String model) {
    if (isConcerned(model) && said.compareAndSet(false, true)) {
      log.accept(
          "Gemini Quota: methods with model in @GeminiQuota (here "
              + model
              + ") go the way that they go: fallback, projects, relay and cache are not for them,"
              + " because their requests are not seen; let a governed client make the call"
              + " instead");
    }
  }

  private boolean isConcerned(String model) {
    RouteSettings routes = settings.routes();
    return !routes.backends().isEmpty()
        || !routes.fallbacksOf(model).isEmpty()
        || !settings.cache().keep(model).isZero();
  }
}
