package io.geminiquota.agent.core.weave;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a class comes from, in words.
 *
 * @param location of its jar
 * @param loader its class loader
 */
record Origin(String location, String loader) {

  private static final String SDK_POM =
      "META-INF/maven/com.google.genai/google-genai/pom.properties";

  static Origin of(@Nullable ClassLoader loader, @Nullable ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return new Origin(location == null ? "an unknown place" : location.toString(), nameOf(loader));
  }

  /** OkHttp as it names itself. */
  static String okHttp(@Nullable ClassLoader loader) {
    ClassFile names = ClassFile.find("okhttp3/OkHttp", loader);
    String version = names == null ? null : names.texts().get("VERSION");
    return version == null ? "OkHttp of an unknown version" : "OkHttp " + version;
  }

  /** The SDK as its jar names it. */
  static String sdk(@Nullable ClassLoader loader) {
    String version = null;
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(SDK_POM)
            : loader.getResourceAsStream(SDK_POM)) {
      if (in != null) {
        Properties pom = new Properties();
        pom.load(in);
        version = pom.getProperty("version");
      }
    } catch (IOException | IllegalArgumentException e) {
      // Not needed for anything but to be shown.
    }
    return version == null
        ? "com.google.genai of an unknown version"
        : "com.google.genai " + version;
  }

  private static String nameOf(@Nullable ClassLoader loader) {
    if (loader == null) {
      return "boot";
    }
    String name = loader.getName();
    return name == null ? loader.getClass().getName() : name;
  }
}
