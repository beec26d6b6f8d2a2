package io.geminiquota.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The jars inside the agent's jar, which nobody else's class loader can see. */
public final class NestedJars {

  private final File agentJar;

  NestedJars(File agentJar) {
    this.agentJar = agentJar;
  }

  /**
   * Reads a nested jar into memory, as compressed as it is.
   *
   * @param name e.g. {@code core}
   * @throws IOException if it is not there or no jar; the message says which
   */
  public NestedJar open(String name) throws IOException {
    String path = "gemini-quota/" + name + ".jar";
    try (ZipFile outer = new ZipFile(agentJar)) {
      ZipEntry entry = outer.getEntry(path);
      if (entry == null) {
        throw new IOException(path + " is not in " + agentJar);
      }
      try (InputStream in = outer.getInputStream(entry)) {
        return NestedJar.of(path, in.readAllBytes());
      }
    }
  }

  /** A file of some name where the agent's jar is, whether there is one or not. */
  public File neighbour(String name) {
    return new File(agentJar.getAbsoluteFile().getParentFile(), name);
  }

  /**
   * Whether the agent's jar is more than that: an application into which a build has merged it.
   *
   * @throws IOException if it cannot be read
   */
  boolean areAmongOthers() throws IOException {
    try (ZipFile outer = new ZipFile(agentJar)) {
      Enumeration<? extends ZipEntry> entries = outer.entries();
      while (entries.hasMoreElements()) {
        if (!isOurs(entries.nextElement())) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean isOurs(ZipEntry entry) {
    String name = entry.getName();
    return entry.isDirectory()
        || name.startsWith("io/geminiquota/agent/")
        || name.startsWith("gemini-quota/")
        || name.startsWith("META-INF/");
  }
}
