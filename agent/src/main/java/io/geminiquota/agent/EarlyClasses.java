package io.geminiquota.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of the application that the JVM has before it has agents: those of an AOT cache, and
 * those that another agent has loaded. What we weave changes bodies of methods only, so it can be
 * woven into them, too.
 *
 * <p>Annotated classes are found in their class files, as later: no class is initialised or
 * reflected on.
 */
final class EarlyClasses {

  private static final String ANNOTATION = "io/geminiquota/annotations/GeminiQuota.class";
  private static final int BUFFER = 8192;

  private EarlyClasses() {}

  /** Those that would have been woven when they were loaded. */
  static List<Class<?>> toBeWoven(Class<?>[] loaded) {
    // Without the annotation nothing is annotated, and thousands of files need not be opened.
    boolean annotated = ClassLoader.getSystemResource(ANNOTATION) != null;
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> type : loaded) {
      String name = type.getName().replace('.', '/');
      if ((annotated || LazyTransformer.mayBeLibrary(name)) && isToBeWoven(type, name)) {
        found.add(type);
      }
    }
    return found;
  }

  /** Weaves them, with a transformer that can be asked again. */
  static void weave(List<Class<?>> early, Instrumentation instrumentation) {
    for (Class<?> type : early) {
      weave(type, instrumentation);
    }
  }

  private static void weave(Class<?> type, Instrumentation instrumentation) {
    try {
      instrumentation.retransformClasses(type);
    } catch (Throwable fault) {
      System.err.println(
          "gemini-quota: "
              + type.getName()
              + " was loaded before the agent and cannot be changed any more ("
              + fault
              + "): calls through it are not governed; put our -javaagent first, and make the AOT"
              + " cache, if there is one, with our -javaagent");
    }
  }

  private static boolean isToBeWoven(Class<?> type, String name) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null) {
      return false;
    }
    byte[] classFile = classFile(loader, name);
    return LazyTransformer.isLibrary(name, classFile)
        || LazyTransformer.mayBeAnnotated(loader, name, classFile);
  }

  /** Empty for a class that has no file, such as a proxy. */
  private static byte[] classFile(ClassLoader loader, String name) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null ? new byte[0] : content(in);
    } catch (IOException fault) {
      return new byte[0];
    }
  }

  private static byte[] content(InputStream in) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      content.write(buffer, 0, read);
    }
    return content.toByteArray();
  }
}
