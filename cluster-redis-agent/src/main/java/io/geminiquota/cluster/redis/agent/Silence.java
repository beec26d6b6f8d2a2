package io.geminiquota.cluster.redis.agent;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.lang.reflect.Proxy;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Has our libraries log nothing: they would take {@code java.util.logging}, which is the
 * application's. What a person is to know, the cluster tells in lines of ours.
 */
final class Silence {

  private Silence() {}

  /** Before any other of their classes is loaded. */
  static void fall() {
    InternalLogger ofNetty = mute(InternalLogger.class);
    InternalLoggerFactory.setDefaultFactory(
        new InternalLoggerFactory() {
          @Override
          protected InternalLogger newInstance(String name) {
            return ofNetty;
          }
        });
    Logger ofReactor = mute(Logger.class);
    Loggers.useCustomLoggers(name -> ofReactor);
  }

  /** Nothing is enabled, and nothing is done. */
  private static <T> T mute(Class<T> logger) {
    return logger.cast(
        Proxy.newProxyInstance(
            Silence.class.getClassLoader(),
            new Class<?>[] {logger},
            (proxy, method, arguments) -> {
              if (method.getReturnType() == boolean.class) {
                return false;
              }
              return method.getReturnType() == String.class ? logger.getName() : null;
            }));
  }
}
