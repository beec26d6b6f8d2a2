package com.example;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@link Calls} in a class loader without a parent, drops it, and tells whether it could be
 * collected.
 */
public final class Container {

  private static final int PATIENCE = 100;

  private Container() {}

  /**
   * Runs.
   *
   * @param arguments the class path of the application, the base URL
   */
  public static void main(String[] arguments) throws Exception {
    WeakReference<ClassLoader> application = deploy(arguments);
    for (int i = 0; application.get() != null && i < PATIENCE; i++) {
      System.gc();
      Thread.sleep(50);
    }
    System.out.println(application.get() == null ? "collected" : "leaked");
  }

  private static WeakReference<ClassLoader> deploy(String[] arguments) throws Exception {
    List<URL> classPath = new ArrayList<>();
    for (String entry : arguments[0].split(File.pathSeparator, -1)) {
      classPath.add(new File(entry).toURI().toURL());
    }
    try (URLClassLoader loader = new URLClassLoader(classPath.toArray(URL[]::new), null)) {
      Thread.currentThread().setContextClassLoader(loader);
      loader
          .loadClass("com.example.Calls")
          .getMethod("run", String.class, int.class, int.class)
          .invoke(null, arguments[1], 4, 4);
      stopThreadsOfOkHttp(loader);
      Thread.currentThread().setContextClassLoader(null);
      return new WeakReference<>(loader);
    }
  }

  /** They would live for another minute, and the class loader with them. */
  private static void stopThreadsOfOkHttp(ClassLoader loader) throws Exception {
    Class<?> type = loader.loadClass("okhttp3.internal.concurrent.TaskRunner");
    Object runner = type.getField("INSTANCE").get(null);
    Object backend = type.getMethod("getBackend").invoke(runner);
    backend.getClass().getMethod("shutdown").invoke(backend);
  }
}
