package io.geminiquota.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The class file of a class that is loaded, read where the class came from. Its class loader is
 * asked only for what is in no jar: it would look through all that it has, and a starting JVM needs
 * milliseconds until it has what opens its first URL.
 */
final class LoadedClassFile {

  private static final int BUFFER = 8192;

  private LoadedClassFile() {}

  /**
   * Reads it; empty for a class that has no file, such as a proxy.
   *
   * @param name of the class, as class files write it
   */
  static byte[] of(Class<?> type, String name) {
    String file = name.concat(".class");
    try {
      File jar = jar(type);
      byte[] content = jar == null ? null : content(jar, file);
      return content == null ? content(type.getClassLoader(), file) : content;
    } catch (Throwable fault) {
      // The application's own class loader, asked for something unusual.
      return new byte[0];
    }
  }

  private static @Nullable File jar(Class<?> type) throws URISyntaxException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null || !location.getProtocol().equals("file")) {
      return null;
    }
    File file = new File(location.toURI());
    return file.isFile() ? file : null;
  }

  private static byte @Nullable [] content(File jar, String file) throws IOException {
    try (ZipFile zip = new ZipFile(jar)) {
      ZipEntry entry = zip.getEntry(file);
      if (entry == null) {
        return null;
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return content(in);
      }
    }
  }

  private static byte[] content(ClassLoader loader, String file) throws IOException {
    try (InputStream in = loader.getResourceAsStream(file)) {
      return in == null ? new byte[0] : content(in);
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
