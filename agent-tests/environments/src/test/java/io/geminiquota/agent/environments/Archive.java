package io.geminiquota.agent.environments;

import com.example.application.Application;
import io.geminiquota.agent.jvm.AgentJar;
import io.geminiquota.agent.jvm.ClassPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** A jar, or a folder, in which an application is delivered. */
final class Archive {

  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  Archive() {
    attribute("Manifest-Version", "1.0");
  }

  Archive attribute(String name, String value) {
    manifest.getMainAttributes().put(new Attributes.Name(name), value);
    return this;
  }

  /** The classes of one package of the applications, e.g. {@code com.example.web}. */
  Archive classes(String folder, String packageName) throws IOException {
    Path root = Path.of(ClassPath.of(Application.class));
    try (Stream<Path> files = Files.list(root.resolve(packageName.replace('.', '/')))) {
      for (Path file : files.sorted().toList()) {
        entry(folder + root.relativize(file), Files.readAllBytes(file));
      }
    }
    return this;
  }

  Archive files(String folder, List<Path> files) throws IOException {
    for (Path file : files) {
      entry(folder + file.getFileName(), Files.readAllBytes(file));
    }
    return this;
  }

  /** What is in another jar; the first of a name stays, as in most tools that merge jars. */
  Archive contentOf(Path jar) throws IOException {
    for (Map.Entry<String, byte[]> entry : AgentJar.unzip(Files.newInputStream(jar)).entrySet()) {
      if (!entry.getKey().startsWith("META-INF/MANIFEST") && !isSignature(entry.getKey())) {
        entries.putIfAbsent(entry.getKey(), entry.getValue());
      }
    }
    return this;
  }

  Archive without(String folder) {
    entries.keySet().removeIf(name -> name.startsWith(folder));
    return this;
  }

  Archive entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  /** Uncompressed, because that is how Spring Boot has its nested jars. */
  Path writeTo(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(stored(entry.getKey(), entry.getValue()));
        jar.write(entry.getValue());
      }
    }
    return file;
  }

  Path unpackInto(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      Path file = folder.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
    return folder;
  }

  private static boolean isSignature(String name) {
    return name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  }

  private static ZipEntry stored(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    return entry;
  }
}
