package io.geminiquota.benchmarks.goodput.app;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * Where an application waits for the start. The connection tells by its being there that the
 * application is ready, brings one byte at the start, and ends with whoever runs the comparison.
 */
final class StartingBlock implements AutoCloseable {

  private static final int ABANDONED = 3;

  private final Socket line;

  private StartingBlock(Socket line) {
    this.line = line;
  }

  /** Tells that this application is ready. */
  static StartingBlock takePlace(int port) throws IOException {
    return new StartingBlock(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Waits for the start and gives its time. From now on the JVM ends when nobody waits for it. */
  long awaitStart() throws IOException {
    if (line.getInputStream().read() < 0) {
      throw new EOFException("the comparison ended before the start");
    }
    long start = System.nanoTime();
    Thread watch = new Thread(this::haltAtTheEnd, "watches the starting line");
    watch.setDaemon(true);
    watch.start();
    return start;
  }

  private void haltAtTheEnd() {
    try {
      while (line.getInputStream().read() >= 0) {
        // Nothing is said after the start.
      }
    } catch (IOException e) {
      if (line.isClosed()) {
        return;
      }
    }
    Runtime.getRuntime().halt(ABANDONED);
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
