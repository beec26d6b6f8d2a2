package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster whose store is this object, in a time that tests turn: each member has its own {@link
 * Cluster}, and both the store and the way to it can fail. Petitions and replies take half of the
 * latency each. Not thread-safe: everything happens where time is turned.
 */
public final class MemoryCluster {

  private final TimeSource time;
  private final Timer timer;
  private final Duration latency;
  private final Duration timeout;
  private final Map<String, MemoryGate> gates = new HashMap<>();
  private final Map<String, Member> members = new HashMap<>();
  private final Map<String, Notice> notices = new HashMap<>();
  private final Set<String> cutOff = new HashSet<>();
  private Duration skew = Duration.ZERO;
  private boolean down;
  private int epochs;
  private long exchanges;

  private record Notice(String text, long until, String author) {}

  /**
   * @param latency of a round trip
   * @param timeout after which a member is told that there was no reply
   */
  public MemoryCluster(TimeSource time, Timer timer, Duration latency, Duration timeout) {
    this.time = time;
    this.timer = timer;
    this.latency = latency;
    this.timeout = timeout;
  }

  /** The cluster as a member has it; the same one for the same name. */
  public Cluster member(String name) {
    return members.computeIfAbsent(name, Member::new);
  }

  /** Whether nothing of a member reaches the store from now on, and nothing of the store it. */
  public void cutOff(String name, boolean isCutOff) {
    if (isCutOff) {
      cutOff.add(name);
    } else {
      cutOff.remove(name);
    }
    tellNotices();
  }

  /** Whether the store is gone; it comes back with all it knew. */
  public void down(boolean isDown) {
    down = isDown;
    tellNotices();
  }

  /** The store has lost all it knew. */
  public void wipe() {
    gates.values().forEach(MemoryGate::wipe);
    notices.clear();
    tellNotices();
  }

  /** The store's clock differs so much from that of the test, from now on. */
  public void skew(Duration newSkew) {
    skew = newSkew;
  }

  /** How many petitions have reached the store. */
  public long exchanges() {
    return exchanges;
  }

  private boolean reaches(String name) {
    return !down && !cutOff.contains(name);
  }

  private long clock() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.now().plus(skew));
  }

  private void after(Duration delay, Runnable task) {
    timer.schedule(time.nanoTime() + delay.toNanos(), task);
  }

  private void tellNotices() {
    members.values().forEach(Member::tellNotices);
  }

  /** One JVM. */
  private final class Member implements Cluster, Noticeboard {

    private final String name;
    private final Map<String, SharedQuota> quotas = new HashMap<>();
    private final List<BiConsumer<String, @Nullable String>> readers = new ArrayList<>();
    private final Map<String, Notice> read = new HashMap<>();

    Member(String name) {
      this.name = name;
    }

    @Override
    public SharedQuota quota(String gate) {
      MemoryGate store = gates.computeIfAbsent(gate, key -> new MemoryGate());
      return quotas.computeIfAbsent(gate, key -> new Line(name, store));
    }

    @Override
    public Noticeboard noticeboard() {
      return this;
    }

    @Override
    public int expectedMembers() {
      return 4;
    }

    @Override
    public void post(String subject, String text, Duration lasts) {
      if (reaches(name)) {
        notices.put(subject, new Notice(text, time.nanoTime() + lasts.toNanos(), name));
        MemoryCluster.this.tellNotices();
      }
    }

    @Override
    public void withdraw(String subject) {
      if (reaches(name)) {
        notices.remove(subject);
        MemoryCluster.this.tellNotices();
      }
    }

    @Override
    public void read(BiConsumer<String, @Nullable String> reader) {
      readers.add(reader);
      read.clear();
      tellNotices();
    }

    /** Tells what has changed since it was told last, as somebody finds out who looks again. */
    void tellNotices() {
      if (!readers.isEmpty() && reaches(name)) {
        after(latency, this::look);
      }
    }

    private void look() {
      if (!reaches(name)) {
        return;
      }
      long now = time.nanoTime();
      notices.values().removeIf(notice -> notice.until() <= now);
      for (Map.Entry<String, Notice> up : Map.copyOf(notices).entrySet()) {
        Notice before = read.put(up.getKey(), up.getValue());
        if (!up.getValue().equals(before) && !up.getValue().author().equals(name)) {
          readers.forEach(reader -> reader.accept(up.getKey(), up.getValue().text()));
        }
      }
      for (Map.Entry<String, Notice> before : Map.copyOf(read).entrySet()) {
        if (!notices.containsKey(before.getKey())) {
          read.remove(before.getKey());
          boolean another = !before.getValue().author().equals(name);
          if (another && before.getValue().until() > now) {
            readers.forEach(reader -> reader.accept(before.getKey(), null));
          }
        }
      }
    }
  }

  /** What one member says to one gate's store, and hears of it, in order. */
  private final class Line implements SharedQuota {

    private final String member;
    private final MemoryGate store;
    private final Deque<Answer> awaited = new ArrayDeque<>();
    private MemoryGate.LastHeard lastHeard = MemoryGate.LastHeard.NOTHING;

    private final class Answer {
      final Consumer<@Nullable Reply> then;
      boolean known;
      @Nullable Reply reply;

      Answer(Consumer<@Nullable Reply> then) {
        this.then = then;
      }

      void is(@Nullable Reply newReply) {
        if (!known) {
          known = true;
          reply = newReply;
          deliver();
        }
      }
    }

    Line(String member, MemoryGate store) {
      this.member = member;
      this.store = store;
    }

    @Override
    public void exchange(Petition petition, Consumer<@Nullable Reply> then) {
      Answer answer = new Answer(then);
      awaited.add(answer);
      after(timeout, () -> answer.is(null));
      MemoryGate.LastHeard known = lastHeard;
      after(latency.dividedBy(2), () -> arrive(petition, known, answer));
    }

    private void arrive(Petition petition, MemoryGate.LastHeard known, Answer answer) {
      if (reaches(member)) {
        exchanges++;
        Reply reply = store.exchange(member, known, petition, clock(), "epoch " + ++epochs);
        long version = store.version();
        after(latency.dividedBy(2), () -> hear(petition, reply, version, answer));
      }
    }

    private void hear(Petition petition, Reply reply, long version, Answer answer) {
      if (reaches(member) && !answer.known) {
        long number = Math.max(lastHeard.number(), petition.number());
        lastHeard = new MemoryGate.LastHeard(reply.epoch(), reply.members(), number, version);
        answer.is(reply);
      }
    }

    private void deliver() {
      while (!awaited.isEmpty() && awaited.peek().known) {
        Answer next = awaited.remove();
        next.then.accept(next.reply);
      }
    }

    @Override
    public void leave() {
      after(
          latency.dividedBy(2),
          () -> {
            if (reaches(member)) {
              store.leave(member);
            }
          });
    }
  }
}
