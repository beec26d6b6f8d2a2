package io.geminiquota.adapters.log;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Says of what repeats a few lines, and how often it was: the first at once, then the last of each
 * pause with the number of those that were not said. A pause is a minute long, later ones ten;
 * after one in which nothing came, the next line is a first one again. Thread-safe.
 */
final class FewLines {

  private static final long FIRST_PAUSE = TimeUnit.MINUTES.toNanos(1);
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(10);

  /** More than that are taken for one. */
  private static final int MOST_TOPICS = 500;

  private final TimeSource time;
  private final Timer timer;
  private final Consumer<String> out;
  private final Map<Object, Topic> topics = new HashMap<>();

  FewLines(TimeSource time, Timer timer, Consumer<String> out) {
    this.time = time;
    this.timer = timer;
    this.out = out;
  }

  /**
   * Says a line, now or later.
   *
   * @param topic of which few lines are said
   * @param line is made when it is said, of how many more there were of which nothing was said
   */
  void say(Object topic, LongFunction<String> line) {
    Object key;
    synchronized (this) {
      key = topics.size() < MOST_TOPICS || topics.containsKey(topic) ? topic : FewLines.class;
      Topic known = topics.get(key);
      if (known != null) {
        known.keep(line);
        return;
      }
      topics.put(key, new Topic());
    }
    out.accept(line.apply(0));
    pause(key, FIRST_PAUSE);
  }

  /** Says now what there would be to say later. */
  void sayRest() {
    List<String> rest = new ArrayList<>();
    synchronized (this) {
      for (Topic topic : topics.values()) {
        String line = topic.take();
        if (line != null) {
          rest.add(line);
        }
      }
    }
    rest.forEach(out);
  }

  private void pause(Object key, long length) {
    timer.schedule(time.nanoTime() + length, () -> ends(key));
  }

  private void ends(Object key) {
    String line;
    synchronized (this) {
      Topic topic = topics.get(key);
      line = topic == null ? null : topic.take();
      if (line == null) {
        topics.remove(key);
      }
    }
    if (line != null) {
      out.accept(line);
      pause(key, PAUSE);
    }
  }

  /** What was not said yet. The lines' lock guards it. */
  private static final class Topic {

    private @Nullable LongFunction<String> last;
    private long unsaid;

    void keep(LongFunction<String> line) {
      last = line;
      unsaid++;
    }

    @Nullable String take() {
      String line = last == null ? null : last.apply(unsaid - 1);
      last = null;
      unsaid = 0;
      return line;
    }
  }
}
