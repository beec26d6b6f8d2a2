package io.geminiquota.adapters.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.SecretReference.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {

  private final ThisMachine machine = new ThisMachine(Map.of("A", " key-a\n", "EMPTY", ""));

  @TempDir private Path directory;

  @Test
  void readsCredentialsWhereverTheyAre() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "key-f\r\n");
    assertThat(secret(Kind.ENVIRONMENT, "A")).isEqualTo("key-a");
    assertThat(secret(Kind.FILE, file.toString())).isEqualTo("key-f");
    assertThat(secret(Kind.LITERAL, "key-l")).isEqualTo("key-l");
  }

  @Test
  void whatIsNotThereIsNoCredential() throws IOException {
    assertThat(secret(Kind.ENVIRONMENT, "B")).isNull();
    assertThat(secret(Kind.ENVIRONMENT, "EMPTY")).isNull();
    assertThat(secret(Kind.FILE, directory.resolve("missing").toString())).isNull();
    assertThat(secret(Kind.FILE, directory.toString())).isNull();
    assertThat(secret(Kind.FILE, "a\0b")).isNull();
    Path large = Files.write(directory.resolve("large"), new byte[70_000]);
    assertThat(secret(Kind.FILE, large.toString())).isNull();
  }

  @Test
  void tellsWhetherADirectoryTakesFilesAndMakesNone() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Path missing = directory.resolve("a").resolve("b");
    assertThat(machine.takesFiles(directory.toString())).isTrue();
    assertThat(machine.takesFiles(missing.toString())).isTrue();
    assertThat(missing.getParent()).doesNotExist();
    assertThat(machine.takesFiles(file.toString())).isFalse();
    assertThat(machine.takesFiles(file.resolve("below").toString())).isFalse();
    assertThat(machine.takesFiles("a\0b")).isFalse();
  }

  @Test
  void aDirectoryOfOthersTakesNone() throws IOException {
    Path others = Files.createDirectory(directory.resolve("others"));
    assumeThat(others.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(others)).as("not as root").isFalse();
    assertThat(machine.takesFiles(others.resolve("cache").toString())).isFalse();
  }

  private @Nullable String secret(Kind kind, String named) {
    return machine.secret(new SecretReference(kind, named));
  }
}
