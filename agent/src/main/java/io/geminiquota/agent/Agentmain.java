package io.geminiquota.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * What the attach API starts in a JVM that runs already: the agent, or, where it is at work, its
 * answer to a question of the command line.
 *
 * <p>A question is {@code ?id:request}, and its answer a system property of the id's name, which
 * whoever asked reads through the attach API and has taken away by {@code ?id:}. So nothing listens
 * on a port, and nobody else's thread or class is needed for it.
 */
public final class Agentmain {

  private static final char QUESTION = '?';
  private static final String ANSWER = "io.geminiquota.agent.answer.";

  /** What an answer begins with. */
  private static final String ANSWERED = "+";

  private static final String NOT_ANSWERED = "-";

  private static String whyNot = "the agent is not in it, or was switched off when it started";

  private Agentmain() {}

  /**
   * Called by the JVM when the jar is attached.
   *
   * @param arguments settings as those of {@code -javaagent:}, or a question; may be null
   * @param instrumentation the JVM's hand
   */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      if (arguments != null && !arguments.isEmpty() && arguments.charAt(0) == QUESTION) {
        answer(arguments);
      } else {
        start(arguments, instrumentation);
      }
    } catch (Throwable fault) {
      refuse("could not start (" + fault + "): Gemini calls are not governed");
    }
  }

  private static void start(@Nullable String arguments, Instrumentation instrumentation) {
    String obstacle = Premain.obstacle(System.getProperty("java.specification.version"));
    if (obstacle != null) {
      refuse(obstacle);
      return;
    }
    if (Registration.registered() != null) {
      refuse("is at work in this JVM already: nothing was changed by attaching it again");
      return;
    }
    if (LoadedClasses.areGovernedByTheApplication(instrumentation)) {
      refuse(
          "is not needed in this JVM: the application governs its calls by itself, with the Micronaut"
              + " module; to have the agent do it, start the application with -javaagent");
      return;
    }
    LazyTransformer transformer = Registration.attach(arguments, instrumentation);
    if (transformer == null) {
      refuse("is switched off by the setting enabled: Gemini calls are not governed");
      return;
    }
    LoadedClasses.weave(
        LoadedClasses.untilNow(instrumentation.getAllLoadedClasses()), instrumentation);
  }

  private static void answer(String question) {
    int end = question.indexOf(':');
    String property = ANSWER + question.substring(1, end);
    String request = question.substring(end + 1);
    if (request.isEmpty()) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, answerTo(request));
    }
  }

  private static String answerTo(String request) {
    LazyTransformer transformer = Registration.registered();
    if (transformer == null) {
      return NOT_ANSWERED + whyNot;
    }
    try {
      Core core = transformer.core();
      return core == null
          ? NOT_ANSWERED
              + "the agent did not start there; a line on the stderr of that JVM says why"
          : ANSWERED + core.answer(request);
    } catch (Throwable fault) {
      return NOT_ANSWERED + "a fault of ours, " + fault + ": please report this line";
    }
  }

  private static void refuse(String line) {
    whyNot = "the agent " + line;
    System.err.println("gemini-quota: the agent " + line);
  }
}
