package io.geminiquota.cluster.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says what keeps the store from being asked: one line when a trouble begins, one when it is over.
 * Thread-safe.
 */
final class Troubles {

  private static final String MEANWHILE =
      ": meanwhile each JVM keeps to its share of the quota by itself; it is tried again";
  private static final Pattern IN_SCRIPT = Pattern.compile(" -([A-Z]{3,}) ");
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String server;
  private final String prefix;
  private final Trouble trouble;
  private final LongSupplier nanoTime;
  private final Map<String, Long> saidAt = new HashMap<>();

  /** What was said last and is not over. */
  private volatile @Nullable String current;

  private boolean heard;

  Troubles(String server, String prefix, Trouble trouble, LongSupplier nanoTime) {
    this.server = server;
    this.prefix = prefix;
    this.trouble = trouble;
    this.nanoTime = nanoTime;
  }

  /** The store replied. */
  void over() {
    if (current != null) {
      say(null, "the store of the cluster, " + server + ", is back: the quota is shared again");
    }
  }

  /** No reply came for a while. */
  void slow(long millis) {
    trouble(
        "slow",
        "the store of the cluster, "
            + server
            + ", has not replied for "
            + millis
            + " ms"
            + MEANWHILE);
  }

  /** Whether a fault says by itself what is wrong. */
  static boolean isClear(Throwable fault) {
    for (Throwable next = fault; next != null; next = next.getCause()) {
      if (next instanceof SSLException || next instanceof RedisCommandExecutionException) {
        return true;
      }
    }
    return false;
  }

  /** A connection could not be made, or a command failed. */
  void failed(Throwable fault) {
    Throwable cause = fault;
    for (Throwable next = fault; next != null; next = next.getCause()) {
      cause = next;
      if (next instanceof SSLException) {
        tls(next);
        return;
      }
      if (next instanceof RedisCommandExecutionException refusal) {
        refused(String.valueOf(refusal.getMessage()));
        return;
      }
    }
    if (cause instanceof IOException || !(cause instanceof Error)) {
      trouble(
          "unreachable",
          "the store of the cluster, "
              + server
              + ", cannot be reached ("
              + reason(cause)
              + ")"
              + MEANWHILE
              + " every second");
    } else {
      trouble(
          "fault", "the store of the cluster cannot be used (" + reason(cause) + ")" + MEANWHILE);
    }
  }

  private void tls(Throwable fault) {
    trouble(
        "tls",
        "no TLS connection to the store of the cluster, "
            + server
            + " ("
            + reason(fault)
            + "): its certificate must be valid for that host, and of an authority that this JVM"
            + " trusts"
            + MEANWHILE);
  }

  private void refused(String message) {
    String kind = kind(message);
    switch (kind) {
      case "WRONGPASS", "NOAUTH" -> password(message);
      case "NOPERM" -> permission(message);
      case "OOM" ->
          trouble(
              "memory",
              "the store of the cluster, "
                  + server
                  + ", is out of memory: raise its maxmemory, or give this cluster a server of its"
                  + " own"
                  + MEANWHILE);
      case "READONLY", "MASTERDOWN" ->
          trouble(
              "read only",
              "the store of the cluster, "
                  + server
                  + ", is a replica and takes no writes: it may be failing over; if that lasts,"
                  + " name the primary, or the Sentinels"
                  + MEANWHILE);
      case "LOADING", "BUSY", "CLUSTERDOWN", "TRYAGAIN" ->
          trouble(
              "not ready",
              "the store of the cluster, " + server + ", is not ready (" + kind + ")" + MEANWHILE);
      default -> {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("invalid password")) {
          password(message);
        } else if (lower.contains("user executing the script can't")) {
          permission(message);
        } else {
          script(message);
        }
      }
    }
  }

  /** The first word; Redis 6 wraps what a script's command was told into an error of its own. */
  private static String kind(String message) {
    Matcher inScript = IN_SCRIPT.matcher(message);
    return inScript.find() ? inScript.group(1) : message.split(" ", 2)[0];
  }

  private void password(String message) {
    trouble(
        "password",
        "the store of the cluster, "
            + server
            + ", refuses our user or password ("
            + kind(message)
            + "): correct them where the store is configured"
            + MEANWHILE);
  }

  private void permission(String message) {
    trouble(
        "permission",
        "the store of the cluster, "
            + server
            + ", refuses a command ("
            + brief(message)
            + "): grant our user what it needs: ACL SETUSER <user> ~{"
            + prefix
            + ":* "
            + "+@read +@write +@scripting +@connection +time +info"
            + MEANWHILE);
  }

  private void script(String message) {
    trouble(
        "script",
        "the store of the cluster, "
            + server
            + ", failed ("
            + brief(message)
            + "): if keys that begin with {"
            + prefix
            + ": are somebody else's, choose another prefix; else delete them, and they are made"
            + " anew"
            + MEANWHILE);
  }

  private static String brief(String message) {
    String line = message.replaceAll("\\s+", " ");
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }

  private static String reason(Throwable fault) {
    String message = fault.getMessage();
    return message == null ? fault.getClass().getSimpleName() : brief(message);
  }

  private void trouble(String topic, String line) {
    if (!topic.equals(current)) {
      say(topic, line);
    }
  }

  private synchronized void say(@Nullable String topic, String line) {
    String before = current;
    if (topic == null ? before == null : topic.equals(before)) {
      return;
    }
    boolean beforeHeard = heard;
    long now = nanoTime.getAsLong();
    current = topic;
    if (topic == null) {
      if (beforeHeard) {
        trouble.tell("back", line);
      }
      return;
    }
    Long last = saidAt.get(topic);
    heard = last == null || now - last >= PAUSE_NANOS;
    if (heard) {
      saidAt.put(topic, now);
      trouble.tell(topic, line);
    }
  }
}
