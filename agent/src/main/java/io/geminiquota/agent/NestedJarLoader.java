package io.geminiquota.agent;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Loads from one nested jar first, and takes everything else from neighbours, chosen by name. It
 * has no parent: what it can see is what its neighbours say, so that nothing is mixed by accident.
 */
public final class NestedJarLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  /** Who provides the classes that are not in the jar. */
  public interface Neighbours {

    /**
     * The class loader to ask for a class, null for the boot class loader.
     *
     * @param className e.g. {@code okhttp3.Call}
     */
    @Nullable ClassLoader of(String className);
  }

  private final NestedJar jar;
  private final Neighbours neighbours;

  /**
   * @param name for stack traces, e.g. {@code core}
   * @param jar what is loaded first
   * @param neighbours the rest
   */
  public NestedJarLoader(String name, NestedJar jar, Neighbours neighbours) {
    super("gemini-quota-".concat(name), null);
    this.jar = jar;
    this.neighbours = neighbours;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    String entry = name.replace('.', '/').concat(".class");
    if (!jar.contains(entry)) {
      return Class.forName(name, false, neighbours.of(name));
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = define(name, entry);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  private Class<?> define(String name, String entry) throws ClassNotFoundException {
    byte[] bytes;
    try {
      bytes = jar.read(entry);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length, NestedJarLoader.class.getProtectionDomain());
  }

  @Override
  public @Nullable URL getResource(String name) {
    return findResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) {
    return findResources(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    if (!jar.contains(name)) {
      return null;
    }
    try {
      return new URL("gemini-quota", "", -1, jar.path() + "!/" + name, new EntryHandler(jar, name));
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return found == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(found));
  }

  /** Opens the one entry that its URL was made for. */
  private static final class EntryHandler extends URLStreamHandler {

    private final NestedJar jar;
    private final String name;

    EntryHandler(NestedJar jar, String name) {
      this.jar = jar;
      this.name = name;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          connected = true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
          byte[] content = jar.read(name);
          if (content == null) {
            throw new FileNotFoundException(url.toString());
          }
          return new ByteArrayInputStream(content);
        }
      };
    }
  }
}
