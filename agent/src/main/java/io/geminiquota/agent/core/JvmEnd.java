package io.geminiquota.agent.core;

/** The JVM's end, and what is done then. */
public final class JvmEnd {

  private JvmEnd() {}

  /** Does something then, if that is not now already. A hook stays as long as the JVM. */
  public static void then(Runnable work) {
    Thread hook = new Thread(null, work, "gemini-quota-end", 0, false);
    hook.setContextClassLoader(null);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The end has begun already.
    }
  }
}
