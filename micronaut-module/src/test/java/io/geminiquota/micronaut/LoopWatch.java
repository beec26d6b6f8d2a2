package io.geminiquota.micronaut;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Looks at threads again and again, and remembers which of them were blocked by us for too long,
 * and where. Blocked is who sleeps, waits, or is in the middle of input or output. Who computes is
 * not, nor who waits for a lock whose owner computes: how long they take is a matter of what else
 * the machine does.
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
  private record Block(List<StackTraceElement> stack, long pauses, long since) {

    boolean isSame(ThreadInfo info) {
      return pauses == LoopWatch.pauses(info) && stack.equals(LoopWatch.stack(info));
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
      blocks.put(id, new Block(stack(info), pauses(info), now));
    } else if (now - before.since() > TOO_LONG.toNanos()) {
      tooLong.add(
          stack(info).stream()
              .map(StackTraceElement::toString)
              .collect(Collectors.joining("\n  at ", info.getThreadName() + "\n  at ", "")));
    }
  }

  private boolean isBlockedByUs(ThreadInfo info) {
    return isBlocked(info)
        && stack(info).stream()
            .anyMatch(frame -> frame.getClassName().startsWith("io.geminiquota."));
  }

  private boolean isBlocked(ThreadInfo info) {
    if (info.getThreadState() == Thread.State.RUNNABLE) {
      return isInputOrOutput(stack(info));
    }
    return !waitsForALock(info) || ownerWaits(info.getLockOwnerId());
  }

  private static boolean isInputOrOutput(List<StackTraceElement> stack) {
    return !stack.isEmpty()
        && stack.get(0).isNativeMethod()
        && stack.get(0).getClassName().matches("(sun\\.nio\\.ch|java\\.io)\\..*");
  }

  private static boolean waitsForALock(ThreadInfo info) {
    LockInfo lock = info.getLockInfo();
    return info.getThreadState() == Thread.State.BLOCKED
        || (lock != null && lock.getClassName().startsWith("java.util.concurrent.locks.Reentrant"));
  }

  private boolean ownerWaits(long ownerId) {
    ThreadInfo owner = ownerId < 0 ? null : jvm.getThreadInfo(ownerId);
    return owner != null && owner.getThreadState() != Thread.State.RUNNABLE;
  }

  private static List<StackTraceElement> stack(ThreadInfo info) {
    return List.of(info.getStackTrace());
  }

  private static long pauses(ThreadInfo info) {
    return info.getBlockedCount() + info.getWaitedCount();
  }
}
