package io.geminiquota.adapters.cluster;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.limit.Cluster;
import io.geminiquota.engine.limit.Noticeboard;
import io.geminiquota.engine.limit.Petition;
import io.geminiquota.engine.limit.Reply;
import io.geminiquota.engine.limit.SharedQuota;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is being opened. What it is asked meanwhile it asks then, for a few seconds: so
 * the first call of a JVM is paced as exactly as all others. Whoever asks later, while it is still
 * not open, hears at once that there is no reply. Thread-safe.
 */
public final class OpeningCluster implements Cluster {

  /** What its classes and a first connection take on a slow machine. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final int members;
  private final TimeSource time;
  private final Timer timer;
  private final Queue<OpeningQuota> quotas = new ConcurrentLinkedQueue<>();
  private final OpeningNoticeboard noticeboard = new OpeningNoticeboard();

  private volatile @Nullable Cluster opened;
  private volatile boolean late;
  private volatile boolean failed;

  /**
   * @param members how many JVMs are expected meanwhile, 1 or more
   * @param time the clock
   * @param timer ends the patience of those who wait
   */
  public OpeningCluster(int members, TimeSource time, Timer timer) {
    this.members = members;
    this.time = time;
    this.timer = timer;
    timer.schedule(time.nanoTime() + PATIENCE.toNanos(), this::waitNoLonger);
  }

  /** It is open, now and for good. To be told once. */
  public void opened(Cluster cluster) {
    opened = cluster;
    quotas.forEach(OpeningQuota::goOn);
    noticeboard.opened(cluster.noticeboard());
  }

  /** It will never be. To be told once. */
  public void failed() {
    failed = true;
    waitNoLonger();
  }

  private void waitNoLonger() {
    late = true;
    quotas.forEach(OpeningQuota::goOn);
  }

  @Override
  public SharedQuota quota(String gate) {
    OpeningQuota quota = new OpeningQuota(gate);
    quotas.add(quota);
    return quota;
  }

  @Override
  public Noticeboard noticeboard() {
    return noticeboard;
  }

  /** One once it has failed for good: nobody else can be heard of, and limits are all ours. */
  @Override
  public int expectedMembers() {
    Cluster cluster = opened;
    if (cluster != null) {
      return cluster.expectedMembers();
    }
    return failed ? 1 : members;
  }

  private record Asked(Petition petition, Consumer<@Nullable Reply> then) {}

  /** Petitions leave in their order, one thread at a time, and without a lock. */
  private final class OpeningQuota implements SharedQuota {

    private final String gate;
    private final InOrder<Asked> asked = new InOrder<>(this::isDecided, this::ask);
    private volatile @Nullable SharedQuota quota;

    OpeningQuota(String gate) {
      this.gate = gate;
    }

    @Override
    public void exchange(Petition petition, Consumer<@Nullable Reply> then) {
      asked.add(new Asked(petition, then));
    }

    @Override
    public void leave() {
      SharedQuota known = quota;
      if (known != null) {
        known.leave();
      }
    }

    void goOn() {
      asked.goOn();
    }

    private boolean isDecided() {
      return opened != null || late;
    }

    private void ask(Asked one) {
      SharedQuota known = quota;
      Cluster cluster = opened;
      if (known == null && cluster != null) {
        known = cluster.quota(gate);
        quota = known;
      }
      if (known != null) {
        known.exchange(one.petition(), one.then());
      } else {
        timer.schedule(time.nanoTime(), () -> one.then().accept(null));
      }
    }
  }

  /** Notices of the first moments wait, too; there are few. */
  private static final class OpeningNoticeboard implements Noticeboard {

    private final InOrder<Consumer<Noticeboard>> deeds =
        new InOrder<>(this::isOpen, deed -> deed.accept(open()));
    private volatile @Nullable Noticeboard opened;

    void opened(Noticeboard noticeboard) {
      opened = noticeboard;
      deeds.goOn();
    }

    @Override
    public void post(String subject, String text, Duration lasts) {
      deeds.add(board -> board.post(subject, text, lasts));
    }

    @Override
    public void withdraw(String subject) {
      deeds.add(board -> board.withdraw(subject));
    }

    @Override
    public void read(BiConsumer<String, @Nullable String> reader) {
      deeds.add(board -> board.read(reader));
    }

    private boolean isOpen() {
      return opened != null;
    }

    private Noticeboard open() {
      Noticeboard known = opened;
      if (known == null) {
        throw new IllegalStateException("not open");
      }
      return known;
    }
  }
}
