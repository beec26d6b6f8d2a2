package io.geminiquota.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;

/**
 * The classes that a JVM had loaded before the agent was attached to it. What is woven changes
 * bodies of methods only, so they can be woven later, too.
 *
 * <p>Annotated classes are found in their class files, as at start: no class is initialised or
 * reflected on.
 */
final class LoadedClasses {

  /** What governs the calls of one client, part of the application. */
  private static final String SEAM = "io.geminiquota.adapters.okhttp.InterceptorSeam";

  private static final int BUFFER = 8192;

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

  /** Weaves those that would have been woven when they were loaded. */
  static void weave(Instrumentation instrumentation) {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (isToBeWoven(loaded)) {
        weave(loaded, instrumentation);
      }
    }
  }

  private static void weave(Class<?> loaded, Instrumentation instrumentation) {
    try {
      instrumentation.retransformClasses(loaded);
    } catch (Throwable fault) {
      System.err.println(
          "gemini-quota: "
              + loaded.getName()
              + " was loaded before the agent was attached and cannot be changed any more ("
              + fault
              + "): calls through it are not governed; start the application with -javaagent");
    }
  }

  private static boolean isToBeWoven(Class<?> loaded) {
    ClassLoader loader = loaded.getClassLoader();
    if (loader == null || loaded.isArray()) {
      return false;
    }
    String name = loaded.getName().replace('.', '/');
    return LazyTransformer.isLibrary(name)
        || LazyTransformer.mayBeAnnotated(loader, name, classFile(loader, name));
  }

  /** Empty for a class that has no file, such as a proxy. */
  private static byte[] classFile(ClassLoader loader, String name) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null ? new byte[0] : content(in);
    } catch (Throwable fault) {
      // The application's own class loader, asked for something unusual.
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
