package io.geminiquota.agent;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes that the JVM has before it has the agent: those of an AOT cache, those that another
 * agent wanted, and, when the agent is attached, all that were loaded until then. What is woven
 * changes bodies of methods only, so most of them can be woven later, too.
 *
 * <p>Annotated classes are found in their class files, as those that are loaded later: no class is
 * initialised or reflected on.
 */
final class LoadedClasses {

  /** What governs the calls of one client, part of the application. */
  private static final String SEAM = "io.geminiquota.adapters.okhttp.InterceptorSeam";

  private static final String ANNOTATION = "io/geminiquota/annotations/GeminiQuota.class";
  private static final String OUR_OWN = "io.geminiquota.agent.";

  /** Beside another agent it is a handful. They are read faster than a class path is searched. */
  private static final int FEW = 32;

  private LoadedClasses() {}

  /** Whether the application has governed clients of its own: it would be done twice. */
  static boolean areGovernedByTheApplication(Instrumentation instrumentation) {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getName().equals(SEAM)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Those that would have been woven if the agent had been there before them. A start must not take
   * long: among many, annotated ones are looked for only where the annotation is on the class path.
   */
  static List<Class<?>> beforeStart(Class<?>[] loaded) {
    return among(loaded, areFew(loaded) || ClassLoader.getSystemResource(ANNOTATION) != null);
  }

  /** The same in an application that runs. */
  static List<Class<?>> untilNow(Class<?>[] loaded) {
    return among(loaded, true);
  }

  private static List<Class<?>> among(Class<?>[] loaded, boolean annotated) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> type : loaded) {
      if (isSomebodys(type)) {
        String name = type.getName().replace('.', '/');
        if ((annotated || LazyTransformer.mayBeLibrary(name)) && isToBeWoven(type, name)) {
          found.add(type);
        }
      }
    }
    return found;
  }

  private static boolean areFew(Class<?>[] loaded) {
    int somebodys = 0;
    for (Class<?> type : loaded) {
      if (isSomebodys(type)) {
        somebodys++;
      }
    }
    return somebodys <= FEW;
  }

  /** Whether a class is neither the JDK's nor ours. */
  private static boolean isSomebodys(Class<?> type) {
    return type.getClassLoader() != null && !type.isArray() && !type.getName().startsWith(OUR_OWN);
  }

  /** Weaves them, with a transformer that can be asked again. */
  static void weave(List<Class<?>> loaded, Instrumentation instrumentation) {
    for (Class<?> type : loaded) {
      weave(type, instrumentation);
    }
  }

  private static void weave(Class<?> loaded, Instrumentation instrumentation) {
    try {
      instrumentation.retransformClasses(loaded);
    } catch (Throwable fault) {
      System.err.println(
          "gemini-quota: "
              + loaded.getName()
              + " was loaded before the agent and cannot be changed any more ("
              + fault
              + "): calls through it are not governed; start the application with -javaagent, ours"
              + " first, and make the AOT cache, if there is one, with it");
    }
  }

  private static boolean isToBeWoven(Class<?> type, String name) {
    byte[] classFile = LoadedClassFile.of(type, name);
    return LazyTransformer.isLibrary(name, classFile)
        || LazyTransformer.mayBeAnnotated(type.getClassLoader(), name, classFile);
  }
}
