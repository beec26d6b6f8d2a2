package io.geminiquota.benchmarks.goodput;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where the processes of a contestant wait, so that they start at the same moment. */
final class StartingLine implements AutoCloseable {

  private final ServerSocket server;
  private final List<Socket> ready = new ArrayList<>();

  StartingLine() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  int port() {
    return server.getLocalPort();
  }

  /** Waits for one more process, not longer than this; true when it is ready. */
  boolean awaitOneMore(Duration atMost) throws IOException {
    server.setSoTimeout(Math.toIntExact(atMost.toMillis()));
    try {
      Socket line = server.accept();
      line.setTcpNoDelay(true);
      ready.add(line);
      return true;
    } catch (SocketTimeoutException notYet) {
      return false;
    }
  }

  /** Starts all who are ready. */
  void start() throws IOException {
    for (Socket line : ready) {
      line.getOutputStream().write(1);
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket line : ready) {
      line.close();
    }
    server.close();
  }
}
