package io.geminiquota.agent.core.config;

import io.geminiquota.agent.core.Detached;

/**
 * Looks at a file every second, on a thread of its own: a file system that hangs is to hold nobody
 * up. The content is compared, not a time: files that are mounted are often links that change.
 */
final class FileWatch {

  private static final long PAUSE_MILLIS = 1000;

  private final Runnable look;

  FileWatch(Runnable look) {
    this.look = look;
  }

  void start() {
    Detached.run(
        () -> {
          Thread thread = new Thread(null, this::run, "gemini-quota-config", 0, false);
          thread.setDaemon(true);
          thread.setContextClassLoader(null);
          thread.start();
        });
  }

  private void run() {
    while (true) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        // Whoever wants us to end can end the JVM.
        return;
      }
      look.run();
    }
  }
}
