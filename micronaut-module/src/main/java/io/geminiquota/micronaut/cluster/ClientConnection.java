package io.geminiquota.micronaut.cluster;

import io.geminiquota.adapters.cluster.OpeningCluster;
import io.geminiquota.cluster.redis.RedisSettings;
import io.geminiquota.cluster.redis.Trouble;
import io.geminiquota.micronaut.cluster.Client.Connected;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Connects by the application's client, on a thread of its own, and again each second until the
 * store is there: the context starts without it.
 */
final class ClientConnection implements AutoCloseable {

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Client client;
  private final RedisSettings settings;
  private final OpeningCluster opening;
  private final Trouble trouble;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  /** Both guarded by the lock. */
  private boolean closed;

  private @Nullable Connected connected;

  private ClientConnection(
      Client client, RedisSettings settings, OpeningCluster opening, Trouble trouble) {
    this.client = client;
    this.settings = settings;
    this.opening = opening;
    this.trouble = trouble;
  }

  /** Begins to connect. */
  static ClientConnection to(
      Client client, RedisSettings settings, OpeningCluster opening, Trouble trouble) {
    ClientConnection connection = new ClientConnection(client, settings, opening, trouble);
    Thread thread = new Thread(connection::connect, "gemini-quota-cluster-start");
    thread.setDaemon(true);
    thread.start();
    return connection;
  }

  private void connect() {
    while (!isClosed()) {
      try {
        keep(client.connect(settings, trouble));
        return;
      } catch (RuntimeException fault) {
        trouble.tell(
            "cluster",
            "the application's Redis cannot be reached ("
                + fault.getClass().getSimpleName()
                + "): quotas are shared once it can be; until then this JVM keeps to a share");
      }
      pause();
    }
  }

  private void keep(Connected now) {
    boolean late;
    lock.lock();
    try {
      late = closed;
      connected = now;
    } finally {
      lock.unlock();
    }
    if (late) {
      close(now);
    } else {
      opening.opened(now.cluster());
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      long left = PAUSE_NANOS;
      while (!closed && left > 0) {
        left = news.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // Whoever wants us to end is told to close.
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    Connected known;
    lock.lock();
    try {
      closed = true;
      known = connected;
      news.signalAll();
    } finally {
      lock.unlock();
    }
    if (known != null) {
      close(known);
    }
  }

  private static void close(Connected known) {
    try {
      known.close();
    } catch (Exception fault) {
      // The client is being closed, too.
    }
  }
}
