package io.geminiquota.adapters.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.SecretReference.Kind;
import io.geminiquota.engine.route.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {

  private final ThisMachine machine = new ThisMachine(Secrets.literal());

  @TempDir private Path directory;

  @Test
  void credentialsAreReadByWhoCan() {
    assertThat(machine.secret(new SecretReference(Kind.LITERAL, "key-l"))).isEqualTo("key-l");
    assertThat(machine.secret(new SecretReference(Kind.ENVIRONMENT, "A"))).isNull();
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
}
