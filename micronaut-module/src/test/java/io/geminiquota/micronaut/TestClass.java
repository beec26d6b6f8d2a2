package io.geminiquota.micronaut;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A class of tests on the class path, which is looked at without being loaded: that may not work.
 *
 * @param name its binary name
 * @param constants the constants of its class file and of those nested in it, and more
 */
record TestClass(String name, String constants) {

  /** Those of a package and what is below it. */
  static List<TestClass> allOf(String testsPackage) throws IOException {
    String folder = testsPackage.replace('.', '/');
    Map<String, String> constants = new TreeMap<>();
    for (URL url : Collections.list(TestClass.class.getClassLoader().getResources(folder))) {
      URI uri = URI.create(url.toString());
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          read(jar.getPath("/"), jar.getPath("/" + folder), constants);
        }
      } else {
        Path root = Path.of(uri);
        for (int i = 0; i < testsPackage.split("\\.").length; i++) {
          root = root.getParent();
        }
        read(root, Path.of(uri), constants);
      }
    }
    List<TestClass> tests = new ArrayList<>();
    constants.forEach((name, text) -> tests.add(new TestClass(name, text)));
    return tests;
  }

  /** Whether it names a type whose name begins so. */
  boolean needs(String types) {
    return constants.contains(types.replace('.', '/'));
  }

  String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static void read(Path root, Path folder, Map<String, String> constants)
      throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String path = root.relativize(file).toString();
        String name = path.replaceFirst("(\\$.*)?\\.class$", "").replaceAll("[/\\\\]", ".");
        if (path.endsWith(".class") && name.endsWith("Test")) {
          constants.merge(
              name,
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1),
              String::concat);
        }
      }
    }
  }
}
