package io.geminiquota.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -javaagent:gemini-quota-agent.jar} starts.
 *
 * <p>Bytecode of Java 8, as all that runs at start, so that an older JVM than we need reads one
 * line about it instead of failing. Nothing that goes wrong here stops the application.
 */
public final class Premain {

  private static final int OLDEST_JAVA = 17;

  private static boolean started;

  private Premain() {}

  /**
   * Called by the JVM before the application's main method.
   *
   * @param arguments what follows the {@code =} of {@code -javaagent:}, or null
   * @param instrumentation the JVM's hand
   */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      String obstacle = obstacle(System.getProperty("java.specification.version"));
      if (obstacle != null) {
        say(obstacle);
      } else if (started) {
        say("the agent is on the command line more than once: it works once, remove the others");
      } else {
        started = true;
        Registration.register(arguments, instrumentation);
      }
    } catch (Throwable fault) {
      say("could not start (" + fault + "): Gemini calls are not governed");
    }
  }

  /**
   * Why we cannot work on a JVM, or null if we can.
   *
   * @param specification its {@code java.specification.version}, e.g. 1.8, 11 or 25
   */
  static @Nullable String obstacle(@Nullable String specification) {
    if (specification != null && feature(specification) >= OLDEST_JAVA) {
      return null;
    }
    return "needs Java "
        + OLDEST_JAVA
        + " or newer, and this JVM is Java "
        + specification
        + ": Gemini calls are not governed; run the application on a newer Java";
  }

  /** The number that a version begins with: 1 for 1.8. Parsed by hand, to load no class for it. */
  private static int feature(String specification) {
    int feature = 0;
    for (int i = 0; i < specification.length(); i++) {
      char digit = specification.charAt(i);
      if (digit < '0' || digit > '9') {
        break;
      }
      feature = feature * 10 + digit - '0';
    }
    return feature;
  }

  private static void say(String line) {
    System.err.println("gemini-quota: " + line);
  }
}
