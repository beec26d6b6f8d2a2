package io.geminiquota.adapters.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geminiquota.adapters.Clock;
import io.geminiquota.engine.cache.CacheKey;
import io.geminiquota.engine.cache.KeptAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiskAnswersTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Clock clock = new Clock();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @TempDir private Path temporary;

  private @Nullable DiskAnswers opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void whatIsKeptIsFoundByAnotherJvm() {
    DiskAnswers first = open(1 << 20);
    KeptAnswer answer = answer(7, 1000);
    first.keep(key(7), answer);
    first.close();

    KeptAnswer found = open(1 << 20).find(key(7));
    assertThat(found).isNotNull();
    assertThat(found.body()).isEqualTo(answer.body());
    assertThat(found.contentType()).isEqualTo("application/json");
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.came()).isEqualTo(answer.came());
    assertThat(found.expires()).isEqualTo(answer.expires());
    assertThat(found.summary().usage().promptTokens()).isEqualTo(7);
    assertThat(open(1 << 20).find(key(8))).isNull();
    assertThat(lines).isEmpty();
  }

  @Test
  void nobodyElseMayReadIt() throws IOException {
    keepOne();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(1))))
        .isEqualTo("rw-------");
  }

  @Test
  void whatHasExpiredIsRemoved() throws IOException {
    keepOne();
    clock.advance(HOUR);
    assertThat(open(1 << 20).find(key(1))).isNull();
    await().until(() -> files().isEmpty());
  }

  @Test
  void aDamagedFileIsNoAnswerWhereverTheDamageIs() throws IOException {
    keepOne();
    byte[] whole = Files.readAllBytes(file(1));
    DiskAnswers answers = open(1 << 20);
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      Files.write(file(1), damaged);
      assertThat(answers.find(key(1))).isNull();
    }
    for (int length = 0; length < whole.length; length += 1 + random.nextInt(20)) {
      Files.write(file(1), java.util.Arrays.copyOf(whole, length));
      assertThat(answers.find(key(1))).isNull();
    }
    Files.write(file(2), whole);
    assertThat(answers.find(key(2))).as("another's answer").isNull();
    Files.write(file(1), whole);
    assertThat(answers.find(key(1))).isNotNull();
    assertThat(lines).isEmpty();
  }

  @Test
  void whatIsNotOursStays() throws IOException {
    keepOne();
    Path foreign = directory().resolve("notes.txt");
    Path alike = file(3);
    Files.writeString(foreign, "x".repeat(2_000_000));
    Files.writeString(alike, "somebody else's");
    Files.setLastModifiedTime(foreign, FileTime.from(clock.now().minus(HOUR)));
    Files.setLastModifiedTime(alike, FileTime.from(clock.now().plus(HOUR)));
    DiskAnswers answers = open(1 << 20);
    assertThat(answers.find(key(3))).isNull();
    answers.keep(key(4), answer(4, 1000));
    answers.close();
    assertThat(foreign).exists();
    assertThat(alike).hasContent("somebody else's");
    assertThat(file(1)).exists();
  }

  @Test
  void whatExpiresFirstMakesRoom() throws IOException {
    DiskAnswers answers = open(100_000);
    for (int i = 0; i < 60; i++) {
      clock.advance(Duration.ofSeconds(1));
      answers.keep(key(i), answer(i, 5_000));
    }
    answers.close();
    List<Path> left = files();
    assertThat(left).hasSizeBetween(15, 20).contains(file(59)).doesNotContain(file(0));
    assertThat(left.stream().mapToLong(file -> file.toFile().length()).sum())
        .isLessThanOrEqualTo(100_000);
  }

  @Test
  void whatAKilledJvmLeftBehindIsRemoved() throws IOException {
    keepOne();
    Path left = directory().resolve(key(5).hex() + ".123-1.tmp");
    Files.writeString(left, "half of it");
    Files.setLastModifiedTime(left, FileTime.from(clock.now()));
    open(1 << 20).close();
    assertThat(left).as("it may be being written").exists();
    clock.advance(HOUR);
    open(1 << 20).close();
    assertThat(left).doesNotExist();
  }

  @Test
  void aDirectoryThatIsNoneIsOneLineAndNothingIsKept() throws IOException {
    Files.writeString(directory(), "a file");
    DiskAnswers answers = open(1 << 20);
    await().until(() -> lines.size() == 1);
    answers.keep(key(1), answer(1, 10));
    assertThat(answers.find(key(1))).isNull();
    assertThat(lines)
        .singleElement()
        .asString()
        .contains("cache-dir=" + directory(), "memory only");

    Files.delete(directory());
    clock.advance(Duration.ofMinutes(1));
    Files.createDirectory(directory());
    answers.keep(key(1), answer(1, 10));
    await().until(() -> answers.find(key(1)) != null);
  }

  /** Two JVMs write the same answers over and over, and are killed in the middle of it. */
  @Test
  void killedInTheMiddleItNeverHasAWrongAnswer() throws Exception {
    for (int round = 0; round < 3; round++) {
      Process first = writingJvm(2 * round);
      Process second = writingJvm(2 * round + 1);
      for (Process jvm : List.of(first, second)) {
        try (BufferedReader told =
            new BufferedReader(
                new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
          assertThat(told.readLine()).isEqualTo("writes");
        }
      }
      await().until(() -> files().size() > 20);
      first.destroyForcibly().waitFor();
      second.destroyForcibly().waitFor();

      DiskAnswers answers = open(1 << 30);
      int found = 0;
      for (int i = 0; i < WritingJvm.KEYS; i++) {
        KeptAnswer answer = answers.find(key(i));
        if (answer != null) {
          found++;
          assertThat(answer.body()).isEqualTo(WritingJvm.body(i, answer.body().length));
        }
      }
      assertThat(found).isGreaterThan(20);
      answers.close();
    }
    assertThat(lines).isEmpty();
  }

  private Process writingJvm(int seed) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WritingJvm.class.getName(),
            directory().toString(),
            String.valueOf(seed))
        .redirectErrorStream(true)
        .start();
  }

  private void keepOne() {
    DiskAnswers answers = open(1 << 20);
    answers.keep(key(1), answer(1, 1000));
    answers.close();
    assertThat(file(1)).exists();
  }

  private DiskAnswers open(long bytes) {
    opened = new DiskAnswers(directory(), bytes, clock, (topic, line) -> lines.add(line));
    return opened;
  }

  private KeptAnswer answer(int number, int length) {
    Instant now = Instant.ofEpochMilli(clock.now().toEpochMilli());
    return new KeptAnswer(
        200, "application/json", WritingJvm.body(number, length), null, now, now.plus(HOUR));
  }

  private static CacheKey key(int number) {
    return WritingJvm.key(number);
  }

  private Path directory() {
    return temporary.resolve("answers");
  }

  private Path file(int number) {
    return directory().resolve(key(number).hex() + ".answer");
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(directory())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory())) {
      return files.toList();
    }
  }
}
