package io.geminiquota.micronaut;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at threads again and again, and remembers which of them were blocked by us for too long,
 * and where. Blocked is who sleeps, waits, or is in the middle of input or output; who computes is
 * not, nor who is kept from it by what else the machine does.
 */
final class LoopWatch implements AutoCloseable {

  private static final Duration TOO_LONG = Duration.ofMillis(5);
  private static final long BETWEEN_LOOKS = Duration.ofMillis(1).toNanos();

  private final ThreadMXBean jvm = ManagementFactory.getThreadMXBean();
  private final Set<Long> threads = ConcurrentHashMap.newKeySet();
  private final Map<Long, Block> blocks = new HashMap<>();
  private final Queue<String> tooLong = new ConcurrentLinkedQueue<>();
  private final Thread watcher = new Thread(this::watch, "loop watch");

  /** Where a thread was seen blocked, and since when it has not gone on. */
  private record Block(StackTraceElement[] stack, long pauses, long since) {

    boolean isSame(ThreadInfo info) {
      return pauses == LoopWatch.pauses(info) && Arrays.equals(stack, info.getStackTrace());
    }
  }

  LoopWatch() {
    watcher.setDaemon(true);
    watcher.start();
  }

  /** From now on the current thread is watched. */
  void watchCurrentThread() {
    threads.add(Thread.currentThread().getId());
  }

  /** What was seen, each with its thread and its stack. */
  List<String> tooLong() {
    return new ArrayList<>(tooLong);
  }

  @Override
  public void close() {
    watcher.interrupt();
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      long now = System.nanoTime();
      threads.forEach(id -> look(id, now));
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  private void look(long id, long now) {
    ThreadInfo info = jvm.getThreadInfo(id, Integer.MAX_VALUE);
    if (info == null || !isBlockedByUs(info)) {
      blocks.remove(id);
      return;
    }
    Block before = blocks.get(id);
    if (before == null || !before.isSame(info)) {
      blocks.put(id, new Block(info.getStackTrace(), pauses(info), now));
    } else if (now - before.since() > TOO_LONG.toNanos()) {
      tooLong.add(
          Stream.of(info.getStackTrace())
              .map(StackTraceElement::toString)
              .collect(Collectors.joining("\n  at ", info.getThreadName() + "\n  at ", "")));
    }
  }

  private static boolean isBlockedByUs(ThreadInfo info) {
    StackTraceElement[] stack = info.getStackTrace();
    boolean ours =
        Stream.of(stack).anyMatch(frame -> frame.getClassName().startsWith("io.geminiquota."));
    return ours && (info.getThreadState() != Thread.State.RUNNABLE || isInputOrOutput(stack[0]));
  }

  private static boolean isInputOrOutput(StackTraceElement frame) {
    return frame.isNativeMethod()
        && frame.getClassName().matches("(sun\\.nio\\.ch|java\\.io)\\..*");
  }

  private static long pauses(ThreadInfo info) {
    return info.getBlockedCount() + info.getWaitedCount();
  }
}
