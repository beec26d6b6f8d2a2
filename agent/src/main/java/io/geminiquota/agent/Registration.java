package io.geminiquota.agent;

import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Registers the transformer, unless the user has switched the agent off. */
final class Registration {

  private static final String NAME = "enabled";

  /**
   * Tells libraries of ours that are part of the application, such as the Micronaut module, that
   * calls are governed here: they stand back then.
   */
  private static final String PRESENCE = "io.geminiquota.agent";

  private static final String OUR_OWN = "io.geminiquota.agent.";
  private static @Nullable LazyTransformer registered;

  private Registration() {}

  /** Before the application's main method: classes are seen when they are loaded. */
  static void register(@Nullable String arguments, Instrumentation instrumentation) {
    LazyTransformer transformer = transformer(arguments, instrumentation);
    if (transformer != null) {
      Class<?>[] loaded = instrumentation.getInitiatedClasses(ClassLoader.getSystemClassLoader());
      List<Class<?>> early =
          areOurs(loaded) ? Collections.<Class<?>>emptyList() : LoadedClasses.beforeStart(loaded);
      instrumentation.addTransformer(transformer, !early.isEmpty());
      if (!early.isEmpty()) {
        LoadedClasses.weave(early, instrumentation);
      }
    }
  }

  /** In a running JVM: classes that are loaded already can be shown again. */
  static @Nullable LazyTransformer attach(
      @Nullable String arguments, Instrumentation instrumentation) {
    LazyTransformer transformer = transformer(arguments, instrumentation);
    if (transformer != null) {
      instrumentation.addTransformer(transformer, true);
    }
    return transformer;
  }

  /** What was registered, null if the agent is not at work. */
  static synchronized @Nullable LazyTransformer registered() {
    return registered;
  }

  private static synchronized @Nullable LazyTransformer transformer(
      @Nullable String arguments, Instrumentation instrumentation) {
    if (isEnabled(arguments, System.getProperty("gemini.quota.enabled"))) {
      registered = new LazyTransformer(arguments, instrumentation);
      System.setProperty(PRESENCE, "true");
    }
    return registered;
  }

  /** Whether nobody else's classes are loaded yet, but for the JDK's: so it is, as a rule. */
  private static boolean areOurs(Class<?>[] loaded) {
    for (Class<?> type : loaded) {
      if (type.getClassLoader() == ClassLoader.getSystemClassLoader()
          && !type.getName().startsWith(OUR_OWN)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The one setting that is read at start, by the rules of the settings' reader: the first place
   * that has a proper value decides. The environment is left to that reader, because to open it
   * costs a starting JVM several milliseconds; so is what is improper.
   */
  static boolean isEnabled(@Nullable String arguments, @Nullable String property) {
    Boolean decided = trueOrFalse(argument(arguments));
    if (decided == null) {
      decided = trueOrFalse(property);
    }
    return decided == null || decided;
  }

  private static @Nullable String argument(@Nullable String arguments) {
    String found = null;
    int start = 0;
    while (arguments != null && start <= arguments.length()) {
      int comma = arguments.indexOf(',', start);
      int end = comma < 0 ? arguments.length() : comma;
      int equals = arguments.indexOf('=', start);
      if (equals >= start
          && equals < end
          && arguments.substring(start, equals).trim().equalsIgnoreCase(NAME)) {
        found = arguments.substring(equals + 1, end);
      }
      start = end + 1;
    }
    return found;
  }

  private static @Nullable Boolean trueOrFalse(@Nullable String value) {
    if (value == null) {
      return null;
    }
    String text = value.trim();
    if (text.equalsIgnoreCase("true")) {
      return Boolean.TRUE;
    }
    return text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
  }
}
