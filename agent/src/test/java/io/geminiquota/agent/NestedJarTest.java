package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geminiquota.agent.jvm.AgentJar;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NestedJarTest {

  private static final byte[] TEXT = "a text, a text, a text".getBytes(StandardCharsets.UTF_8);

  @Test
  void readsWhatWasPackedAndNothingElse() throws IOException {
    NestedJar jar = NestedJar.of("x.jar", AgentJar.zip(Map.of("a/b.txt", TEXT, "c", new byte[0])));

    assertThat(jar.read("a/b.txt")).isEqualTo(TEXT);
    assertThat(jar.read("c")).isEmpty();
    assertThat(jar.read("d")).isNull();
    assertThat(jar.contains("a/b.txt")).isTrue();
    assertThat(jar.contains("a/")).isFalse();
  }

  @Test
  void whatIsNoJarIsSaidToBeNone() {
    assertThatThrownBy(() -> NestedJar.of("x.jar", TEXT))
        .isInstanceOf(IOException.class)
        .hasMessage("x.jar is no jar");
  }

  @Test
  void aJarThatWasCutIsSaidToBeDamaged() throws IOException {
    byte[] whole = AgentJar.zip(Map.of("a/b.txt", TEXT));
    byte[] cut = Arrays.copyOfRange(whole, 10, whole.length);

    assertThatThrownBy(() -> NestedJar.of("x.jar", cut).read("a/b.txt"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aJarWithWrongBytesIsSaidToBeDamaged() throws IOException {
    byte[] bytes = AgentJar.zip(Map.of("a/b.txt", TEXT));
    Arrays.fill(bytes, 37, 50, (byte) 0xff);

    assertThatThrownBy(() -> NestedJar.of("x.jar", bytes).read("a/b.txt"))
        .isInstanceOf(IOException.class)
        .hasMessage("a/b.txt in x.jar is damaged");
  }

  @Test
  void resourcesAreFoundThroughTheLoaderAndOpenedFromMemory() throws IOException {
    NestedJar jar = NestedJar.of("x.jar", AgentJar.zip(Map.of("META-INF/services/s", TEXT)));
    ClassLoader loader =
        new NestedJarLoader("test", jar, name -> ClassLoader.getPlatformClassLoader());

    URL found = loader.getResource("META-INF/services/s");
    assertThat(found.openStream().readAllBytes()).isEqualTo(TEXT);
    assertThat(Collections.list(loader.getResources("META-INF/services/s"))).hasSize(1);
    assertThat(loader.getResource("META-INF/MANIFEST.MF")).isNull();
    assertThat(Collections.list(loader.getResources("x"))).isEmpty();
  }
}
