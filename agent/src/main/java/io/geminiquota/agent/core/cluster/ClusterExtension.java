package io.geminiquota.agent.core.cluster;

import io.geminiquota.engine.limit.ClusterProvider;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The jar that speaks with stores of clusters. The application sees nothing of it, and it sees
 * nothing of the application: only the engine, and the JDK.
 *
 * @param loader of its classes
 * @param provider who opens clusters
 */
record ClusterExtension(ClassLoader loader, ClusterProvider provider) {

  /** Its name, as it is published. */
  static final String JAR = "gemini-quota-cluster-redis.jar";

  /** It cannot be used; the message says why, and what to do. */
  static final class Unusable extends Exception {

    Unusable(String reason) {
      super(reason);
    }
  }

  /**
   * Opens the jar, and loads of it only who opens clusters.
   *
   * @param agentVersion which version it has to be of, null if nobody knows
   * @throws Unusable if it cannot be used
   */
  static ClusterExtension open(File jar, @Nullable String agentVersion) throws Unusable {
    if (!jar.isFile()) {
      throw new Unusable(
          jar + " is not there: put it beside the agent's jar, or name it by cluster-jar");
    }
    try {
      String version = version(jar);
      if (agentVersion != null && !agentVersion.equals(version)) {
        throw new Unusable(
            jar
                + " is "
                + (version == null ? "of no known version" : "version " + version)
                + ", and the agent is version "
                + agentVersion
                + ": take both of one release");
      }
      ClassLoader loader =
          new URLClassLoader(
              "gemini-quota-cluster",
              new URL[] {jar.toURI().toURL()},
              ClusterExtension.class.getClassLoader());
      Iterator<ClusterProvider> providers =
          ServiceLoader.load(ClusterProvider.class, loader).iterator();
      if (!providers.hasNext()) {
        throw new Unusable(jar + " is not " + JAR + ": put that there");
      }
      return new ClusterExtension(loader, providers.next());
    } catch (IOException | ServiceConfigurationError | LinkageError fault) {
      throw new Unusable(jar + " cannot be read (" + fault + "): get it anew");
    }
  }

  private static @Nullable String version(File jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      Manifest manifest = file.getManifest();
      return manifest == null
          ? null
          : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    }
  }
}
