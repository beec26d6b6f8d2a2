package io.geminiquota.agent;

/**
 * What {@code java -jar gemini-quota-agent.jar} starts: the command line. Bytecode of Java 8, as
 * {@link Premain}, and never loaded by an application that the agent runs in.
 */
public final class Main {

  private static final int UNUSABLE = 2;

  private Main() {}

  /**
   * Ends the JVM with the command's exit code.
   *
   * @param arguments the command and its options
   */
  public static void main(String[] arguments) {
    String specification = System.getProperty("java.specification.version");
    if (Premain.obstacle(specification) != null) {
      System.err.println(
          "gemini-quota: the command line needs Java 17 or newer, and this JVM is Java "
              + specification
              + ": start it with a newer java");
      System.exit(UNUSABLE);
    }
    System.exit(run(arguments));
  }

  /** By name, because an older JVM could not load it. */
  private static int run(String[] arguments) {
    try {
      return (Integer)
          Class.forName("io.geminiquota.agent.CommandStart")
              .getMethod("run", String[].class)
              .invoke(null, (Object) arguments);
    } catch (ReflectiveOperationException fault) {
      System.err.println(
          "gemini-quota: the command line could not start ("
              + fault
              + "): the jar is damaged, get it anew");
      return UNUSABLE;
    }
  }
}
