package io.geminiquota.agent.core.link;

import io.geminiquota.agent.NestedJar;
import io.geminiquota.agent.NestedJarLoader;
import io.geminiquota.agent.core.Log;
import io.geminiquota.agent.core.telemetry.Telemetry;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.cache.AnswerCache;
import io.geminiquota.engine.observe.CallObserver;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the glue of a woven class: a class loader of its own, in which our adapter meets the
 * application's libraries, and the advice in it.
 *
 * <p>It hangs on the woven class and on nothing else, so it goes when the application goes.
 */
public final class Glue {

  private final NestedJar jar;
  private final Governor governor;
  private final AnswerCache cache;
  private final Telemetry telemetry;
  private final CallObserver callLog;
  private final Log log;
  private final Runnable firstCall;
  private final ClassValue<WovenClass> wovenClasses =
      new ClassValue<>() {
        @Override
        protected WovenClass computeValue(Class<?> woven) {
          return new WovenClass(woven.getClassLoader());
        }
      };

  /**
   * @param jar glue.jar
   * @param governor decides about the calls
   * @param cache answers those that need not be sent
   * @param telemetry shows them
   * @param callLog tells of their failures
   * @param log is told of faults
   * @param firstCall is run when an application makes its first governed call
   */
  public Glue(
      NestedJar jar,
      Governor governor,
      AnswerCache cache,
      Telemetry telemetry,
      CallObserver callLog,
      Log log,
      Runnable firstCall) {
    this.jar = jar;
    this.governor = governor;
    this.cache = cache;
    this.telemetry = telemetry;
    this.callLog = callLog;
    this.log = log;
    this.firstCall = firstCall;
  }

  /**
   * The advice of a woven class, which has one.
   *
   * @param woven a class of the application
   * @param advice the name of a class in glue.jar
   */
  Object advice(Class<?> woven, String advice) throws ReflectiveOperationException {
    return wovenClasses.get(woven).advice(advice);
  }

  private void report(Throwable fault) {
    log.fault("a call went on without us", fault);
  }

  /** What belongs to one woven class; nobody but that class holds it. */
  private final class WovenClass {

    private final @Nullable ClassLoader application;
    private @Nullable Object advice;

    WovenClass(@Nullable ClassLoader application) {
      this.application = application;
    }

    synchronized Object advice(String name) throws ReflectiveOperationException {
      if (advice == null) {
        ClassLoader loader = new NestedJarLoader("glue", jar, new ApplicationAndCore(application));
        CallObserver shown = CallObserver.all(List.of(telemetry.observerFor(application), callLog));
        CallObserver observer = new FirstCall(shown, firstCall);
        Consumer<Throwable> faults = Glue.this::report;
        advice =
            Class.forName(name, true, loader)
                .getConstructor(
                    Governor.class, AnswerCache.class, CallObserver.class, Consumer.class)
                .newInstance(governor, cache, observer, faults);
      }
      return advice;
    }
  }

  /** Our own packages are the core's, everything else is the application's. */
  private static final class ApplicationAndCore implements NestedJarLoader.Neighbours {

    private final @Nullable ClassLoader application;

    ApplicationAndCore(@Nullable ClassLoader application) {
      this.application = application;
    }

    @Override
    public @Nullable ClassLoader of(String className) {
      return className.startsWith("io.geminiquota.") ? Glue.class.getClassLoader() : application;
    }
  }
}
