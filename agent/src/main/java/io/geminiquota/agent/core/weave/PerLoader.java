package io.geminiquota.agent.core.weave;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is found out of each class loader once. Keeps no class loader alive, if what is found does
 * not. Thread-safe.
 */
final class PerLoader<T> {

  private final Map<@Nullable ClassLoader, T> known =
      Collections.synchronizedMap(new WeakHashMap<>());
  private final Function<@Nullable ClassLoader, T> question;

  /**
   * @param question is asked once of each class loader, null for the boot class loader; more often
   *     where several threads come first
   */
  PerLoader(Function<@Nullable ClassLoader, T> question) {
    this.question = question;
  }

  /** The same object for the same class loader, whoever asks. */
  T of(@Nullable ClassLoader loader) {
    T found = known.get(loader);
    if (found != null) {
      return found;
    }
    // Under no lock: a class loader takes its own, and whoever holds that may be on his way here.
    found = question.apply(loader);
    T first = known.putIfAbsent(loader, found);
    return first == null ? found : first;
  }
}
