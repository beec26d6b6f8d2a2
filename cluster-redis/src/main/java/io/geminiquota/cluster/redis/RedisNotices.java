package io.geminiquota.cluster.redis;

import io.geminiquota.engine.limit.Noticeboard;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Notices in Redis, looked at once a second from the first reader on. */
final class RedisNotices implements Noticeboard {

  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int FIELDS = 4;

  private final String member;
  private final String[] keys;
  private final Runs runs;
  private final ScheduledExecutorService desk;

  private record Notice(long until, String author, String text) {}

  RedisNotices(String member, String prefix, Runs runs, ScheduledExecutorService desk) {
    this.member = member;
    this.keys = new String[] {"{" + prefix + ":notices}"};
    this.runs = runs;
    this.desk = desk;
  }

  @Override
  public void post(String subject, String text, Duration lasts) {
    Duration least = lasts.compareTo(LONGEST) > 0 ? LONGEST : lasts;
    long micros = Math.max(1, least.toNanos() / 1_000);
    runs.start(
        Script.NOTICES, keys, new String[] {"post", subject, member, Long.toString(micros), text});
  }

  @Override
  public void withdraw(String subject) {
    runs.start(Script.NOTICES, keys, new String[] {"withdraw", subject});
  }

  @Override
  public void read(BiConsumer<String, @Nullable String> reader) {
    new Reading(reader).look();
  }

  /** One reader, who looks again when it has been told. */
  private final class Reading {

    private final BiConsumer<String, @Nullable String> reader;

    /** What was up when it was looked at last, by subject. */
    private Map<String, Notice> before = Map.of();

    Reading(BiConsumer<String, @Nullable String> reader) {
      this.reader = reader;
    }

    void look() {
      CompletionStage<List<Object>> asked = runs.start(Script.NOTICES, keys, new String[] {"read"});
      if (asked == null) {
        again();
        return;
      }
      CompletionStage<List<Object>> unused =
          asked.whenComplete(
              (values, fault) -> {
                if (values != null) {
                  tell(values);
                }
                again();
              });
    }

    private void again() {
      try {
        ScheduledFuture<?> unused =
            desk.schedule(this::look, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closing) {
        // Nobody reads any more.
      }
    }

    private void tell(List<Object> values) {
      try {
        long now = (Long) values.get(0);
        Map<String, Notice> found = found(values);
        Map<String, Notice> last = before;
        before = found;
        found.forEach(
            (subject, notice) -> {
              if (!notice.equals(last.get(subject)) && !notice.author().equals(member)) {
                reader.accept(subject, notice.text());
              }
            });
        last.forEach(
            (subject, notice) -> {
              boolean cameDown = !found.containsKey(subject) && notice.until() > now;
              if (cameDown && !notice.author().equals(member)) {
                reader.accept(subject, null);
              }
            });
      } catch (RuntimeException notOurs) {
        // It is looked at again.
      }
    }
  }

  private static Map<String, Notice> found(List<Object> values) {
    Map<String, Notice> found = new HashMap<>();
    for (int i = 1; i + FIELDS <= values.size(); i += FIELDS) {
      long until = Long.parseLong(values.get(i + 1).toString());
      String author = values.get(i + 2).toString();
      String text = values.get(i + 3).toString();
      found.put(values.get(i).toString(), new Notice(until, author, text));
    }
    return found;
  }
}
