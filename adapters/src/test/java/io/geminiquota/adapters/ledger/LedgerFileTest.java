package io.geminiquota.adapters.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.DayKey;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.limit.UsedUp;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerFileTest {

  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-03-03T08:00:00Z");
  private static final DayKey FLASH = key("gemini-2.5-flash", MIDNIGHT);
  private static final DayPage FULL =
      new DayPage(
          250,
          1_234_567_890_123L,
          3,
          List.of(
              new Quota(
                  "generate_requests",
                  "RequestsPerDay",
                  Dimension.REQUESTS,
                  Window.DAY,
                  250,
                  Quota.Origin.LEARNED),
              new Quota(null, null, Dimension.TOKENS, Window.DAY, 7, Quota.Origin.LEARNED)),
          new UsedUp(
              Kind.QUOTA_REQUESTS_PER_DAY,
              "gemini-2.5-flash",
              "generate_requests",
              "RequestsPerDay",
              250L,
              NOW.minusSeconds(60),
              MIDNIGHT));

  @TempDir private Path temporary;

  private final List<String> troubles = new ArrayList<>();

  @Test
  void whatWasAddedIsFoundByTheNextOneAsItWas() throws IOException {
    ledger().add(Map.of(FLASH, FULL));
    ledger().add(Map.of(key("gemini \"ü\" \ud83d\ude00", MIDNIGHT), requests(1)));

    assertThat(ledger().add(Map.of()))
        .containsOnly(
            Map.entry(FLASH, FULL),
            Map.entry(key("gemini \"ü\" \ud83d\ude00", MIDNIGHT), requests(1)));
    assertThat(troubles).isEmpty();
  }

  @Test
  void everyJvmAddsToWhatTheOthersHaveAdded() {
    LedgerFile one = ledger();
    LedgerFile other = ledger();
    one.add(Map.of(FLASH, requests(10)));
    other.add(Map.of(FLASH, requests(5)));

    assertThat(one.add(Map.of(FLASH, requests(-2)))).containsEntry(FLASH, requests(13));
  }

  @Test
  void theFileCanBeReadByAPersonAndByItsOwnerOnly() throws IOException {
    ledger().add(Map.of(FLASH, requests(10)));

    assertThat(Files.readString(file()))
        .contains("\"version\" : 1", "\"ends\" : \"2026-03-03T08:00:00Z\"", "\"requests\" : 10");
    if (file().getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(List.of(file(), directory().resolve("days.lock")))
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .isEqualTo("rw-------"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void whoOnlyAsksWritesNoLedger() {
    ledger().add(Map.of());

    assertThat(file()).doesNotExist();
  }

  @Test
  void daysThatAreOverAreDroppedADayLater() {
    DayKey yesterday = key("gemini-x", NOW.minus(Duration.ofHours(2)));
    DayKey longAgo = key("gemini-x", NOW.minus(Duration.ofHours(26)));
    ledger().add(Map.of(yesterday, requests(1), longAgo, requests(1)));

    assertThat(ledger().add(Map.of(FLASH, requests(1)))).containsOnlyKeys(yesterday, FLASH);
  }

  @Test
  void manyModelsAndLongNamesKeepTheFileSmall() throws IOException {
    Map<DayKey, DayPage> many = new HashMap<>();
    for (int i = 0; i < 12_000; i++) {
      many.put(key("model-" + i, MIDNIGHT), requests(i));
    }
    many.put(key("x".repeat(1_000_000), MIDNIGHT), requests(20_000));
    ledger().add(many);

    assertThat(ledger().add(Map.of()))
        .hasSize(10_000)
        .containsKey(key("model-11999", MIDNIGHT))
        .doesNotContainKey(key("model-5", MIDNIGHT));
    assertThat(Files.size(file())).isLessThan(4_000_000);
  }

  @Test
  void fieldsAndWordsOfAnotherVersionArePassedOver() throws IOException {
    write(
        """
        {"since": {"a": [1, {"b": null}]}, "version": 1, "days": [
          {"project": "p", "more": [[]], "model": "gemini-2.5-flash", "bucket": "A_NEW_ONE",
           "ends": "2026-03-03T08:00:00Z", "requests": 7, "audio": 5, "share": 0.5,
           "limits": [{"counts": "AUDIO", "limit": 5}, {"counts": "REQUESTS", "limit": 9, "x": {}}],
           "usedUp": {"kind": "QUOTA_AUDIO_PER_DAY", "said": "once"}}]}
        """);

    assertThat(ledger().add(Map.of()))
        .hasSize(1)
        .hasEntrySatisfying(
            new DayKey("p", "gemini-2.5-flash", "A_NEW_ONE", MIDNIGHT),
            page -> {
              assertThat(page.requests()).isEqualTo(7);
              assertThat(page.limits()).hasSize(1);
              assertThat(page.usedUp()).isNull();
            });
    assertThat(troubles).isEmpty();
  }

  @Test
  void aNewerVersionIsLeftAlone() throws IOException {
    String newer = "{\"version\": 2, \"days\": {\"another\": \"form\"}}";
    write(newer);
    LedgerFile ledger = ledger();

    assertThat(ledger.add(Map.of(FLASH, requests(1)))).isNull();
    assertThat(ledger.add(Map.of(FLASH, requests(2)))).isNull();
    assertThat(Files.readString(file())).isEqualTo(newer);
    assertThat(troubles).singleElement().asString().contains("newer version", "update this agent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "rubbish",
        "[]",
        "{}",
        "null",
        "{\"version\": 1",
        "{\"version\": 0, \"days\": []}",
        "{\"version\": \"1\", \"days\": []}",
        "{\"version\": 1, \"days\": {}}",
        "{\"version\": 1, \"days\": [{}]}",
        "{\"version\": 1, \"days\": []} more",
        "{\"version\": 99999999999999999999999}",
        "{\"version\": 1, \"days\": [{\"project\":\"p\",\"model\":\"m\",\"bucket\":\"b\","
            + "\"ends\":\"tomorrow\"}]}",
        "{\"version\": 1, \"days\": [{\"project\":\"p\",\"model\":\"m\",\"bucket\":\"b\","
            + "\"ends\":\"2026-03-03T08:00:00Z\",\"requests\":-5}]}",
        "{\"version\": 1, \"days\": [{\"project\":\"p\",\"model\":\"m\",\"bucket\":\"b\","
            + "\"ends\":\"2026-03-03T08:00:00Z\",\"tokens\":9000000000000000000}]}",
        "\0\0\0\0\0\0\0\0"
      })
  void whatCannotBeUnderstoodIsSetAsideWithOneLine(String content) throws IOException {
    write(content);
    LedgerFile ledger = ledger();

    assertThat(ledger.add(Map.of(FLASH, requests(4)))).containsOnly(Map.entry(FLASH, requests(4)));
    assertThat(ledger.add(Map.of(FLASH, requests(1)))).containsEntry(FLASH, requests(5));
    assertThat(Files.readString(directory().resolve("days.json.corrupt"))).isEqualTo(content);
    assertThat(troubles)
        .singleElement()
        .asString()
        .contains("days.json cannot be understood", "days.json.corrupt", "counting goes on")
        .doesNotContain("\n");
  }

  @Test
  void aHugeFileIsSetAsideUnread() throws IOException {
    Files.createDirectories(directory());
    try (RandomAccessFile huge = new RandomAccessFile(file().toFile(), "rw")) {
      huge.setLength(5_000_000_000L);
    }

    assertThat(ledger().add(Map.of(FLASH, requests(1)))).containsEntry(FLASH, requests(1));
    assertThat(troubles).singleElement().asString().contains("larger than 16 MB");
  }

  @Test
  void aDirectoryInItsPlaceIsSetAside() throws IOException {
    Files.createDirectories(file().resolve("inside"));

    assertThat(ledger().add(Map.of(FLASH, requests(1)))).containsEntry(FLASH, requests(1));
    assertThat(directory().resolve("days.json.corrupt").resolve("inside")).isDirectory();
    assertThat(troubles).hasSize(1);
  }

  @Test
  void whateverIsDamagedNeverStopsTheCounting() throws IOException {
    ledger().add(Map.of(FLASH, FULL));
    byte[] good = Files.readAllBytes(file());
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 500; i++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
      for (int n = random.nextInt(4); n > 0 && bad.length > 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Files.write(file(), bad);
      LedgerFile ledger = ledger();
      Map<DayKey, DayPage> pages = ledger.add(Map.of(FLASH, requests(1)));
      boolean newer = pages == null && troubles.get(troubles.size() - 1).contains("newer");
      assertThat(newer || pages.get(FLASH).requests() > 0).isTrue();
    }
  }

  @Test
  void aFileThatVanishesIsWrittenAgainAsItWasSeenLast() throws IOException {
    LedgerFile ledger = ledger();
    ledger.add(Map.of(FLASH, requests(100)));
    Files.delete(file());

    assertThat(ledger.add(Map.of(FLASH, requests(1)))).containsEntry(FLASH, requests(101));
    assertThat(ledger().add(Map.of())).containsEntry(FLASH, requests(101));
  }

  @Test
  void aDirectoryThatCannotBeMadeIsOneLineThatNamesTheSetting() throws IOException {
    Files.createDirectories(directory().getParent());
    Files.writeString(directory(), "a file");
    LedgerFile ledger = ledger();

    assertThat(ledger.add(Map.of(FLASH, requests(1)))).isNull();
    assertThat(troubles)
        .singleElement()
        .asString()
        .contains(
            "state-dir=" + directory(),
            "there is a file of that name",
            "the absolute path of a directory that can be written, or made",
            "used instead: the day is counted in memory")
        .doesNotContain("\n");

    Files.delete(directory());
    assertThat(ledger.add(Map.of(FLASH, requests(2)))).containsEntry(FLASH, requests(2));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPlaceThatCannotBeWrittenIsOneLine() {
    LedgerFile ledger = new LedgerFile(Path.of("/proc/quota"), now(), this::note);

    assertThat(ledger.add(Map.of())).isNull();
    assertThat(troubles)
        .singleElement()
        .asString()
        .contains("state-dir=/proc/quota cannot be used");
  }

  @Test
  void aLockThatAnotherOneHoldsTooLongIsOneLineAndNothingIsLost() throws IOException {
    LedgerFile ledger = ledger();
    ledger.add(Map.of(FLASH, requests(1)));
    try (FileChannel channel =
            FileChannel.open(directory().resolve("days.lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(ledger.add(Map.of(FLASH, requests(1)))).isNull();
    }

    assertThat(troubles).singleElement().asString().contains("locked by another process");
    assertThat(ledger.add(Map.of(FLASH, requests(1)))).containsEntry(FLASH, requests(2));
  }

  @Test
  void aLeftoverOfAJvmThatWasKilledIsInNobodysWay() throws IOException {
    Files.createDirectories(directory());
    Files.writeString(directory().resolve("days.json.tmp"), "{\"version\"");

    assertThat(ledger().add(Map.of(FLASH, requests(1)))).containsEntry(FLASH, requests(1));
    assertThat(directory().resolve("days.json.tmp")).doesNotExist();
    assertThat(troubles).isEmpty();
  }

  private Path directory() {
    return temporary.resolve("state").resolve("quota");
  }

  private Path file() {
    return directory().resolve("days.json");
  }

  private void write(String content) throws IOException {
    Files.createDirectories(directory());
    Files.writeString(file(), content, StandardCharsets.UTF_8);
  }

  private LedgerFile ledger() {
    return new LedgerFile(directory(), now(), this::note);
  }

  private void note(String topic, String line) {
    troubles.add(line);
  }

  private static TimeSource now() {
    return new TimeSource() {
      @Override
      public long nanoTime() {
        return 0;
      }

      @Override
      public Instant now() {
        return NOW;
      }
    };
  }

  private static DayKey key(String model, Instant ends) {
    return new DayKey("key-0123abcd", model, "GENERATE_CONTENT", ends);
  }

  private static DayPage requests(long count) {
    return new DayPage(count, 0, 0, List.of(), null);
  }
}
