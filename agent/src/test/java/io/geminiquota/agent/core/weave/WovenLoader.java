package io.geminiquota.agent.core.weave;

import java.util.Map;

/** Loads some classes from the class files that it is given, and everything else as its parent. */
final class WovenLoader extends ClassLoader {

  private final Map<String, byte[]> classFiles;

  /**
   * @param parent for everything else
   * @param classFiles by the names of the classes
   */
  WovenLoader(ClassLoader parent, Map<String, byte[]> classFiles) {
    super(parent);
    this.classFiles = classFiles;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    byte[] classFile = classFiles.get(name);
    if (classFile == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? defineClass(name, classFile, 0, classFile.length) : loaded;
    }
  }
}
