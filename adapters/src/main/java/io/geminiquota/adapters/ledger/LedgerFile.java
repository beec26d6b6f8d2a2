package io.geminiquota.adapters.ledger;

import io.geminiquota.engine.DayKey;
import io.geminiquota.engine.DayStore;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.limit.DayPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ledgers of all JVMs of a machine, in one file of a directory. Each change is made under a
 * lock: the file is read, the entries are added, and a new file takes its place at once, so that
 * whoever reads or is killed meanwhile leaves the old one or the new one. Whatever goes wrong is
 * one line, and ledgers go on in memory.
 */
public final class LedgerFile implements DayStore {

  /** So many make a file of a few megabytes. */
  private static final int MOST_PAGES = 10_000;

  /** Longer ones are nobody's models and projects. */
  private static final int LONGEST_NAME = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A clock that is wrong now may be set right. */
  private static final Duration KEPT_AFTER_THE_END = Duration.ofDays(1);

  private static final Comparator<DayKey> ORDER =
      Comparator.comparing(DayKey::ends)
          .thenComparing(DayKey::project)
          .thenComparing(DayKey::model)
          .thenComparing(DayKey::bucket);

  private final Path directory;
  private final Path file;
  private final LedgerPaper paper;
  private final TimeSource time;
  private final LedgerTroubles troubles;
  private Map<DayKey, DayPage> lastSeen = Map.of();
  private boolean outdated;

  /**
   * @param directory an absolute path; made when it is needed
   * @param time tells which days are over
   * @param trouble is told what goes wrong
   */
  public LedgerFile(Path directory, TimeSource time, Trouble trouble) {
    this.directory = directory;
    this.file = directory.resolve("days.json");
    this.paper = new LedgerPaper(file);
    this.time = time;
    this.troubles = new LedgerTroubles(directory, file, trouble);
  }

  @Override
  public @Nullable Map<DayKey, DayPage> add(Map<DayKey, DayPage> entries) {
    if (outdated) {
      return null;
    }
    try {
      return addOrThrow(entries);
    } catch (IOException | RuntimeException e) {
      troubles.unusable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private @Nullable Map<DayKey, DayPage> addOrThrow(Map<DayKey, DayPage> entries)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, PosixRights.ofDirectory(directory));
    }
    try (LedgerLock lock = LedgerLock.take(directory.resolve("days.lock"), PATIENCE)) {
      if (lock == null) {
        troubles.busy(PATIENCE);
        return null;
      }
      if (!lock.isExclusive()) {
        troubles.noLocks();
      }
      Map<DayKey, DayPage> pages = read();
      if (pages == null) {
        return null;
      }
      if (!entries.isEmpty()) {
        entries.forEach(
            (key, entry) -> pages.put(key, pages.getOrDefault(key, DayPage.BLANK).plus(entry)));
        dropWhatIsOver(pages);
        paper.replace(pages, temporary(lock));
      }
      lastSeen = Map.copyOf(pages);
      return lastSeen;
    }
  }

  /** Null if it is not for us. */
  private @Nullable Map<DayKey, DayPage> read() throws IOException {
    try {
      Map<DayKey, DayPage> pages = paper.read();
      // Without the file we know what stood there when we saw it last.
      return inOrder(pages == null ? lastSeen : pages);
    } catch (UnusableLedger e) {
      if (e.isNewer()) {
        outdated = true;
        troubles.newer(e);
        return null;
      }
      troubles.corrupt(e, paper.setAside());
      return inOrder(lastSeen);
    }
  }

  private static Map<DayKey, DayPage> inOrder(Map<DayKey, DayPage> pages) {
    Map<DayKey, DayPage> ordered = new TreeMap<>(ORDER);
    ordered.putAll(pages);
    return ordered;
  }

  /** Keeps the file small, whatever is asked for. */
  private void dropWhatIsOver(Map<DayKey, DayPage> pages) {
    Instant oldest = time.now().minus(KEPT_AFTER_THE_END);
    pages.keySet().removeIf(key -> key.ends().isBefore(oldest) || isTooLong(key));
    if (pages.size() > MOST_PAGES) {
      List<DayKey> least =
          pages.entrySet().stream()
              .sorted(Comparator.comparingLong(day -> day.getValue().requests()))
              .limit(pages.size() - MOST_PAGES)
              .map(Map.Entry::getKey)
              .toList();
      least.forEach(pages::remove);
    }
  }

  private static boolean isTooLong(DayKey key) {
    return key.project().length() > LONGEST_NAME || key.model().length() > LONGEST_NAME;
  }

  /** Whom nobody else waits for needs a name of his own. */
  private Path temporary(LedgerLock lock) {
    String whose = lock.isExclusive() ? "" : "." + ProcessHandle.current().pid();
    return file.resolveSibling(file.getFileName() + whose + ".tmp");
  }
}
