package io.geminiquota.agent.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geminiquota.engine.limit.ClusterProvider;
import io.geminiquota.engine.policy.ClusterSettings;
import io.geminiquota.engine.route.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterExtensionTest {

  private static final String SERVICE =
      "META-INF/services/io.geminiquota.engine.limit.ClusterProvider";

  @TempDir private Path folder;

  @Test
  void theOneOfTheAgentsVersionIsOpened() throws Exception {
    ClusterExtension extension = ClusterExtension.open(jar("1.2", Provider.class).toFile(), "1.2");
    assertThat(extension.provider().serves("redis")).isTrue();
  }

  @Test
  void anAgentThatKnowsNoVersionOfItsOwnTakesAny() throws Exception {
    assertThat(ClusterExtension.open(jar("1.2", Provider.class).toFile(), null)).isNotNull();
  }

  @Test
  void anotherVersionIsNot() throws IOException {
    Path jar = jar("1.1", Provider.class);
    assertUnusable(jar, jar + " is version 1.1, and the agent is version 1.2", "one release");
  }

  @Test
  void whatIsNotThereIsNamedAndWhereItIsToBePut() {
    Path jar = folder.resolve(ClusterExtension.JAR);
    assertUnusable(jar, jar + " is not there", "beside the agent's jar", "cluster-jar");
    assertUnusable(folder, folder + " is not there");
  }

  @Test
  void whatIsNoJarCannotBeRead() throws IOException {
    Path jar = Files.writeString(folder.resolve("broken.jar"), "no jar");
    assertUnusable(jar, "cannot be read", "get it anew");
  }

  @Test
  void aJarOfSomethingElseIsNotTakenForIt() throws IOException {
    assertUnusable(jarOf("1.2", null), "is not " + ClusterExtension.JAR);
  }

  @Test
  void aJarWhoseClassIsMissingCannotBeRead() throws IOException {
    assertUnusable(jarOf("1.2", "com.example.Missing"), "cannot be read", "get it anew");
  }

  private static void assertUnusable(Path jar, String... words) {
    assertThatThrownBy(() -> ClusterExtension.open(jar.toFile(), "1.2"))
        .isInstanceOf(ClusterExtension.Unusable.class)
        .hasMessageContainingAll(words);
  }

  private Path jar(String version, Class<?> provider) throws IOException {
    return jarOf(version, provider.getName());
  }

  private Path jarOf(String version, String provider) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    Path jar = folder.resolve("extension.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      if (provider != null) {
        out.putNextEntry(new JarEntry(SERVICE));
        out.write(provider.getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  /** Is found by the loader's parent, as the engine is. */
  public static final class Provider implements ClusterProvider {

    @Override
    public boolean serves(String scheme) {
      return scheme.equals("redis");
    }

    @Override
    public OpenCluster open(
        ClusterSettings settings, Secrets secrets, BiConsumer<String, String> trouble) {
      throw new UnsupportedOperationException();
    }
  }
}
