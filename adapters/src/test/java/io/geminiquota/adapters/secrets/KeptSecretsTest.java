package io.geminiquota.adapters.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.SecretReference.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptSecretsTest {

  @TempDir private Path directory;

  private final Clock clock = new Clock();
  private final List<String> lines = new ArrayList<>();

  @Test
  void aVariableOfTheEnvironmentIsTakenWithoutWhatIsAroundIt() {
    assertThat(secrets(Map.of("KEY", " AIza-key\n")).read(environment("KEY")))
        .isEqualTo("AIza-key");
    assertThat(lines).isEmpty();
  }

  @Test
  void aVariableThatIsNotSetIsNamed() {
    assertThat(secrets(Map.of()).read(environment("KEY"))).isNull();
    assertThat(lines)
        .containsExactly("no credential from env:KEY: it is not set; no call goes there meanwhile");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "two words", "one\ntwo", "smörgås", "a\u0000b", "a\tb"})
  void whatCannotStandInAHeaderIsNoCredential(String value) throws IOException {
    Path file = Files.writeString(directory.resolve("token"), value);
    KeptSecrets secrets = secrets(Map.of("KEY", value));
    assertThat(secrets.read(environment("KEY"))).isNull();
    assertThat(secrets.read(file(file))).isNull();
    assertThat(secrets.read(new SecretReference(Kind.LITERAL, value))).isNull();
    assertThat(lines).hasSize(2).noneMatch(line -> line.contains("word") || line.contains("one\n"));
  }

  @Test
  void aFileIsReadAgainWhenItHasChanged() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "ya29.first\n");
    KeptSecrets secrets = secrets(Map.of());
    assertThat(secrets.read(file(file))).isEqualTo("ya29.first");
    Files.writeString(file, "ya29.other\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
    clock.pass(Duration.ofMillis(999));
    assertThat(secrets.read(file(file))).as("not looked at yet").isEqualTo("ya29.first");
    clock.pass(Duration.ofMillis(1));
    assertThat(secrets.read(file(file))).isEqualTo("ya29.other");
    assertThat(lines).isEmpty();
  }

  /** As Kubernetes does with mounted secrets. */
  @Test
  void anotherFileInItsPlaceIsRead() throws IOException {
    Path link = directory.resolve("token");
    Path first = Files.writeString(directory.resolve("1"), "first");
    Path second = Files.writeString(directory.resolve("2"), "other");
    Files.setLastModifiedTime(second, Files.getLastModifiedTime(first));
    Files.createSymbolicLink(link, first);
    KeptSecrets secrets = secrets(Map.of());
    assertThat(secrets.read(file(link))).isEqualTo("first");
    Files.delete(link);
    Files.createSymbolicLink(link, second);
    clock.pass(Duration.ofSeconds(1));
    assertThat(secrets.read(file(link))).isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "empty", "directory"})
  void theLastGoodOneIsKeptWhileTheFileCannotBeRead(String trouble) throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "good");
    KeptSecrets secrets = secrets(Map.of());
    assertThat(secrets.read(file(file))).isEqualTo("good");
    Files.delete(file);
    switch (trouble) {
      case "empty" -> Files.writeString(file, "");
      case "directory" -> Files.createDirectory(file);
      default -> {}
    }
    clock.pass(Duration.ofSeconds(1));
    assertThat(secrets.read(file(file))).isEqualTo("good");
    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith("file:" + file + ": ")
        .endsWith("the credential that was read last is used on")
        .doesNotContain("good");
  }

  @Test
  void aFileMayComeLater() throws IOException {
    Path file = directory.resolve("token");
    KeptSecrets secrets = secrets(Map.of());
    assertThat(secrets.read(file(file))).isNull();
    assertThat(lines)
        .containsExactly(
            "no credential from file:"
                + file
                + ": there is no such file; no call goes there meanwhile");
    Files.writeString(file, "here");
    assertThat(secrets.read(file(file))).as("within the second").isNull();
    clock.pass(Duration.ofSeconds(1));
    assertThat(secrets.read(file(file))).isEqualTo("here");
  }

  @Test
  void aFileThatIsFarTooLargeIsNotReadToItsEnd() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "x".repeat(1_000_000));
    assertThat(secrets(Map.of()).read(file(file))).isNull();
    assertThat(lines).hasSize(1);
  }

  @Test
  void aPathThatIsNoneIsOneLine() {
    assertThat(secrets(Map.of()).read(new SecretReference(Kind.FILE, "a\u0000b"))).isNull();
    assertThat(lines).hasSize(1);
  }

  private KeptSecrets secrets(Map<String, String> environment) {
    return new KeptSecrets(environment, clock, (topic, line) -> lines.add(line));
  }

  private static SecretReference environment(String name) {
    return new SecretReference(Kind.ENVIRONMENT, name);
  }

  private static SecretReference file(Path file) {
    return new SecretReference(Kind.FILE, file.toString());
  }

  private static final class Clock implements TimeSource {

    private long now = -5;

    void pass(Duration time) {
      now += time.toNanos();
    }

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(now);
    }
  }
}
