package io.geminiquota.agent.jvm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The agent as it ships, and damaged copies of it. */
public final class AgentJar {

  /** The jar under test. */
  public static final Path PATH =
      Path.of(System.getProperty("agent.jar", "gemini-quota-agent.jar"));

  private AgentJar() {}

  /** Everything in the jar. */
  public static Map<String, byte[]> entries() throws IOException {
    return unzip(Files.newInputStream(PATH));
  }

  /** Everything in a nested jar. */
  public static Map<String, byte[]> entriesOf(String nested) throws IOException {
    return unzip(new ByteArrayInputStream(entries().get("gemini-quota/" + nested + ".jar")));
  }

  /** A copy in which a nested jar is replaced. */
  public static Path copyWith(Path folder, String nested, byte[] content) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("gemini-quota/" + nested + ".jar", content);
    return Files.write(folder.resolve("agent.jar"), zip(entries));
  }

  /** A copy in which a class in a nested jar is missing. */
  public static Path copyWithout(Path folder, String nested, String className) throws IOException {
    Map<String, byte[]> entries = entriesOf(nested);
    if (entries.remove(className.replace('.', '/') + ".class") == null) {
      throw new IllegalArgumentException(className + " is not in " + nested);
    }
    return copyWith(folder, nested, zip(entries));
  }

  public static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** Everything in a jar, its manifest first. */
  public static Map<String, byte[]> unzip(InputStream jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(jar)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), zip.readAllBytes());
        }
      }
    }
    return entries;
  }
}
