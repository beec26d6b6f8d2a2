package io.geminiquota.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Opens the agent's core, in a class loader of its own, and starts it. */
public final class CoreStart {

  private static final String KEEP_APART =
      "take gemini-quota-agent out of what the application is built of, and start the application"
          + " with -javaagent:gemini-quota-agent.jar";

  private CoreStart() {}

  /**
   * Called by {@link LazyTransformer}, by name.
   *
   * @param arguments the agent's arguments, or null
   * @param instrumentation the JVM's hand
   * @return the core, or null if nothing is to be woven
   */
  public static @Nullable Core start(@Nullable String arguments, Instrumentation instrumentation) {
    File agentJar = null;
    boolean merged = false;
    try {
      agentJar =
          new File(CoreStart.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      NestedJars jars = new NestedJars(agentJar);
      merged = jars.areAmongOthers();
      ClassLoader loader = new NestedJarLoader("core", jars.open("core"), new Neighbours());
      Core core =
          (Core)
              loader
                  .loadClass("io.geminiquota.agent.core.AgentCore")
                  .getMethod("start", String.class, Instrumentation.class, NestedJars.class)
                  .invoke(null, arguments, instrumentation, jars);
      if (merged) {
        System.err.println(
            "gemini-quota: runs from "
                + agentJar
                + ", into which it was merged: Gemini calls are governed by the version that is in"
                + " there; "
                + KEEP_APART);
      }
      return core;
    } catch (Throwable fault) {
      Throwable cause = rootCause(fault);
      System.err.println(
          "gemini-quota: could not start from "
              + agentJar
              + " ("
              + cause
              + "): Gemini calls are not governed; "
              + (merged ? KEEP_APART : remedy(cause)));
      return null;
    }
  }

  private static String remedy(Throwable cause) {
    return cause instanceof IOException
        ? "the file is damaged or gone, put it back"
        : "please report this line";
  }

  static Throwable rootCause(Throwable fault) {
    Throwable cause = fault;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Beside its own jar the core sees the JDK, and this package. */
  private static final class Neighbours implements NestedJarLoader.Neighbours {

    @Override
    public @Nullable ClassLoader of(String className) {
      return className.startsWith("io.geminiquota.agent.")
          ? CoreStart.class.getClassLoader()
          : ClassLoader.getPlatformClassLoader();
    }
  }
}
